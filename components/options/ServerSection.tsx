import { useState } from 'react';
import { useServerVersion } from '../connection/useServerVersion';
import { FailureNote } from '../notes/FailureNote';
import { OlderNote } from '../notes/OlderNote';
import { UpgradeNote } from '../notes/UpgradeNote';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { Confirm } from '../shared/Confirm';
import { PageButton } from '../shared/PageButton';
import { PageText } from '../shared/PageText';
import { Section } from '../shared/Section';
import { useAction } from '../shared/useAction';
import { TokenTable } from './TokenTable';

/** The paired server, its tokens, and how to disconnect from it. */
export function ServerSection() {
  const { t, f, send } = useScreen();
  const server = useStored((view) => view.server);
  const version = useServerVersion(true);
  const [asking, setAsking] = useState(false);
  const unpair = useAction(() => send('unpair'));
  return (
    <Section id="server" title={t('options.server')}>
      <div className="card">
        {server ? (
          <dl className="facts">
            <dt>{t('welcome.name')}</dt>
            <dd>
              <PageText>{server.name}</PageText>
            </dd>
            <dt>{t('options.address')}</dt>
            <dd className="mono any">
              <PageText>{server.url}</PageText>
            </dd>
            <dt>{t(server.kind ? 'basic.kind' : 'options.version')}</dt>
            <dd>{server.kind ? t('basic.five') : <PageText>{version ?? server.version}</PageText>}</dd>
            <dt>{t(server.kind ? 'basic.since' : 'options.paired')}</dt>
            <dd>{f.date(server.pairedAt)}</dd>
          </dl>
        ) : (
          <p>{t('options.no_server')}</p>
        )}
        {server?.kind && <p className="dim sm after">{t('basic.cannot')}</p>}
        {server?.upgraded && (
          <div className="after">
            <UpgradeNote />
          </div>
        )}
        {server && !server.kind && <OlderNote version={version} />}
        <div className="row wrap-row after">
          <PageButton path="/welcome.html#again" className={server ? 'btn' : 'btn pri'}>
            {t(!server ? 'options.pair_other' : server.kind ? 'basic.other' : 'options.pair_again')}
          </PageButton>
          {server && (
            <button
              type="button"
              className="btn danger"
              aria-disabled={unpair.busy}
              onClick={() => setAsking(true)}
            >
              {t('options.unpair')}
            </button>
          )}
        </div>
        <FailureNote failure={unpair.failure} />
      </div>
      {server && !server.kind && <TokenTable />}
      {server && asking && (
        <Confirm
          title={t('options.unpair_title', { server: server.name })}
          text={t(server.kind ? 'basic.unpair_text' : 'options.unpair_text')}
          confirm={t('options.unpair')}
          danger
          onConfirm={() => void unpair.run()}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  );
}

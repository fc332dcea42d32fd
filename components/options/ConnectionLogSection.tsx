import { useState } from 'react';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { Icon } from '../shared/Icon';
import { PageText } from '../shared/PageText';
import { saveFile } from '../shared/saveFile';
import { connectionReport } from './connectionReport';

const tones = {
  idle: '',
  connecting: '',
  live: 'ok',
  waiting: 'warn',
  polling: 'warn',
  not_paired: '',
  unauthorized: 'bad',
  given_up: 'bad',
  lost: 'warn',
  refused: 'bad',
  end: 'ok',
  gone: 'warn',
  gap: '',
  snapshot: '',
  dropped: 'warn',
  error: 'bad',
  test: '',
  started: '',
} as const;

/** "waiting 2" as words: the state and its attempt. A state we do not know stays as it is. */
function StateTag({ state }: { state: string }) {
  const { t } = useScreen();
  const [, name = '', attempt] = /^(\w+)(?: (\d+))?$/.exec(state) ?? [];
  const known = Object.hasOwn(tones, name) ? (name as keyof typeof tones) : null;
  if (!known) return <PageText className="tag">{state}</PageText>;
  const words = t(`log_state.${known}`);
  return (
    <span className={`tag ${tones[known]}`}>
      {attempt ? t('log_state.attempt', { state: words, attempt }) : words}
    </span>
  );
}

/** What the connection went through, newest first. */
export function ConnectionLogSection() {
  const { t, f, source, version } = useScreen();
  const log = useStored((view) => view.log);
  const [copied, setCopied] = useState<'copied' | 'not_copied' | null>(null);
  const report = (now = new Date()) =>
    connectionReport(source.store.getState(), { version, browser: navigator.userAgent, now });
  const save = () => {
    const now = new Date();
    const name = `seo-live-connection-log-${now.toISOString().slice(0, 10)}.json`;
    saveFile(name, 'application/json', report(now));
  };
  const copy = async () => {
    const done = await navigator.clipboard.writeText(report()).then(
      () => 'copied' as const,
      () => 'not_copied' as const,
    );
    setCopied(done);
  };
  const rows = log.map((entry, index) => ({ entry, index })).reverse();
  return (
    <section id="log" aria-labelledby="log-title">
      <div className="row wrap-row">
        <h2 id="log-title" className="h2">
          {t('options.log')}
        </h2>
        <span className="dim sm">{t('options.log_text')}</span>
        <span className="end" />
        <span role="status" className="dim sm">
          {copied ? t(`options.${copied}`) : ''}
        </span>
        <button type="button" className="btn sm" onClick={() => void copy()} data-testid="copy-log">
          <Icon name="page" small />
          {t('options.copy')}
        </button>
        <button type="button" className="btn sm" onClick={save} data-testid="export-log">
          <Icon name="save" small />
          {t('options.export')}
        </button>
      </div>
      {rows.length === 0 ? (
        <p className="dim sm">{t('options.log_empty')}</p>
      ) : (
        <div className="tw">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('options.time')}</th>
                <th scope="col">{t('options.state')}</th>
                <th scope="col">{t('options.detail')}</th>
                <th scope="col" className="n">
                  {t('options.took')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ entry, index }) => (
                <tr key={index}>
                  <td className="mono nowrap" data-label={t('options.time')}>
                    {f.precise(entry.at)}
                  </td>
                  <td data-label={t('options.state')}>
                    <StateTag state={entry.state} />
                  </td>
                  <td className="dim any" data-label={t('options.detail')}>
                    <PageText>{entry.detail}</PageText>
                  </td>
                  <td className="n" data-label={t('options.took')}>
                    {entry.ms === undefined ? '' : f.count(entry.ms)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

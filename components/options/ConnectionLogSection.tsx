import { useState } from 'react';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { Icon } from '../shared/Icon';
import { PageText } from '../shared/PageText';
import { Section } from '../shared/Section';
import { saveFile } from '../shared/saveFile';
import { Table } from '../shared/Table';
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

/** Words for "waiting 2": the state and the number of the attempt. An unknown state is shown unchanged. */
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

/** The connection log, newest entry first. */
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
    <Section
      id="log"
      title={t('options.log')}
      nextToTitle={
        <>
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
        </>
      }
    >
      {rows.length === 0 ? (
        <p className="dim sm">{t('options.log_empty')}</p>
      ) : (
        <Table
          rows={rows}
          keyOf={({ index }) => index}
          columns={[
            {
              id: 'time',
              label: t('options.time'),
              look: 'mono nowrap',
              cell: ({ entry }) => f.precise(entry.at),
            },
            {
              id: 'state',
              label: t('options.state'),
              cell: ({ entry }) => <StateTag state={entry.state} />,
            },
            {
              id: 'detail',
              label: t('options.detail'),
              look: 'dim any',
              cell: ({ entry }) => <PageText>{entry.detail}</PageText>,
            },
            {
              id: 'took',
              label: t('options.took'),
              numeric: true,
              cell: ({ entry }) => (entry.ms === undefined ? '' : f.count(entry.ms)),
            },
          ]}
        />
      )}
    </Section>
  );
}

import { knownMode, type Report, type ScanOptions } from '@seo-live/protocol';
import type { JobKey } from '@/lib/state/jobKey';
import { FailureNote } from '../notes/FailureNote';
import { useScreen } from '../screen/ScreenProvider';
import { hostOf } from '../shared/address';
import { ExternalLink } from '../shared/ExternalLink';
import { Icon, Mark } from '../shared/Icon';
import { PageText } from '../shared/PageText';
import { reportHash } from '../shared/pageHash';
import { SkipLink } from '../shared/SkipLink';
import { saveFile } from '../shared/saveFile';
import { type Action, useAction } from '../shared/useAction';
import { ScanAgainButton } from './ScanAgainButton';

type Format = 'json' | 'csv';

const exportTypes: Record<Format, string> = {
  json: 'application/json;charset=utf-8',
  csv: 'text/csv;charset=utf-8',
};

/** Such as `seo-live-example.com-2026-11-22.csv`. A file name has no colon before a port on every system. */
const exportName = ({ url, created_at }: Report, format: Format): string =>
  `seo-live-${hostOf(url).replace(/[^\p{L}\p{N}.-]+/gu, '-')}-${created_at.slice(0, 10)}.${format}`;

function ExportButton({ format, action }: { format: Format; action: Action<[Format]> }) {
  const { t } = useScreen();
  return (
    <button
      type="button"
      className="btn"
      aria-disabled={action.busy}
      data-testid={`export-${format}`}
      onClick={() => void action.run(format)}
    >
      <Icon name="save" small />
      {action.busy ? t('report.exporting') : t(`report.export_${format}`)}
    </button>
  );
}

/** Host, date, duration, exports, and a button that repeats the scan. */
export function ReportHeader({ jobKey, report }: { jobKey: JobKey; report: Report }) {
  const { t, f, send } = useScreen();
  const save = useAction(
    async (format: Format) => {
      const answer = await send('fetchExport', { key: jobKey, format });
      return answer.ok ? { ...answer, value: { ...answer.value, format } } : answer;
    },
    ({ text, format }) => saveFile(exportName(report, format), exportTypes[format], text),
  );
  const mode = knownMode(report.mode);
  const options = report.options as Partial<ScanOptions> & { asked?: Partial<ScanOptions> };
  const duration =
    report.started_at && report.ended_at ? Date.parse(report.ended_at) - Date.parse(report.started_at) : null;
  const facts = [
    f.date(report.ended_at ?? report.created_at),
    duration === null ? '' : t('report.took', { duration: f.duration(duration) }),
    typeof options.rate_per_s === 'number' ? t('report.rate', { rate: options.rate_per_s }) : '',
    report.cookies === 'start_page' ? t('report.cookies_needed') : '',
    report.cookies === 'option' ? t('report.cookies_kept') : '',
  ].filter(Boolean);
  const { asked = {}, ...used } = options;
  const again = { ...used, ...asked };
  const lowered = [
    asked.max_pages &&
      t('report.lowered_pages', { count: options.max_pages ?? 0, asked: f.count(asked.max_pages) }),
    asked.rate_per_s &&
      t('report.lowered_rate', {
        rate: f.decimal(options.rate_per_s ?? 0),
        asked: f.decimal(asked.rate_per_s),
      }),
  ].filter(Boolean);

  return (
    <header className="pagebar report-bar">
      <SkipLink />
      <div className="wrap">
        <Mark size={24} />
        <div className="grow">
          <div className="row wrap-row">
            <h1 className="h2 any">
              <PageText>{hostOf(report.url)}</PageText>
            </h1>
            <span className="tag">{t(`mode.${mode}`)}</span>
            {report.partial && <span className="tag warn">{t('status.partial')}</span>}
          </div>
          <p className="dim sm any">
            <ExternalLink url={report.url} className="dim" /> ·{' '}
            <span className="num">{facts.join(' · ')}</span>
          </p>
          {lowered.length > 0 && <p className="dim sm">{lowered.join(' · ')}</p>}
        </div>
        <div className="row wrap-row actions">
          <ExportButton format="json" action={save} />
          <ExportButton format="csv" action={save} />
          <ScanAgainButton url={report.url} mode={mode} options={again} />
        </div>
        <FailureNote failure={save.failure} />
      </div>
      <nav className="wrap tabs" aria-label={t('report.title')}>
        <a href={reportHash(jobKey, { part: 'overview' })}>{t('report.overview')}</a>
        <a href={reportHash(jobKey, { part: 'issues' })}>
          {t('report.issues')} <span className="num">{f.count(report.groups.length)}</span>
        </a>
        <a href={reportHash(jobKey, { part: 'pages' })}>
          {t('report.pages')} <span className="num">{f.count(report.pages.discovered)}</span>
        </a>
      </nav>
    </header>
  );
}

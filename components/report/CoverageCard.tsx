import { limitNames, type Report } from '@seo-live/protocol';
import { useScreen } from '../screen/ScreenProvider';
import { ReportCard } from './ReportCard';

/** How many of the pages found were read, and why the others were not. */
export function CoverageCard({ report }: { report: Report }) {
  const { t, f } = useScreen();
  const { pages, read } = report;
  // Redirects and files other than HTML count as crawled, but they are not pages.
  const notPages = pages.crawled - read;
  const rows = [
    { name: t('report.cov_read'), value: read, look: 'ok' },
    { name: t('report.cov_failed'), value: pages.failed, look: 'bad' },
    { name: t('report.cov_refused'), value: pages.refused, look: 'warn' },
    { name: t('report.cov_robots'), value: pages.skipped.robots, look: 'mut' },
    { name: t('report.cov_filter'), value: pages.skipped.filter, look: 'mut' },
    { name: t('report.cov_limit'), value: pages.skipped.limit, look: 'mut' },
    { name: t('report.cov_other'), value: pages.skipped.other, look: 'mut' },
    { name: t('report.cov_queued'), value: pages.queued + pages.in_flight, look: 'todo' },
  ].filter((row, index) => index === 0 || row.value > 0);
  const limits = (report.limits ?? []).map(({ limit, left_out: count }) => {
    const known = limitNames.find((name) => name === limit);
    if (known === undefined) return t('report.limit_other', { limit });
    // How much these leave out is not known.
    if (known === 'skipped_urls' || known === 'scan_disk' || known === 'data_disk')
      return t(`report.limit_${known}`);
    return t(`report.limit_${known}`, { count: count ?? 0 });
  });
  return (
    <ReportCard title={t('report.coverage')} testId="coverage">
      <p className="sub">{t('report.coverage_of', { read, total: pages.discovered - notPages })}</p>
      <div className="stack" aria-hidden="true">
        {rows
          .filter((row) => row.value > 0)
          .map((row) => (
            <i key={row.name} className={row.look} style={{ flexGrow: row.value }} />
          ))}
      </div>
      <dl className="kv">
        {rows.map((row) => (
          <div key={row.name}>
            <dt>
              <i className={`swatch ${row.look}`} aria-hidden="true" />
              {row.name}
            </dt>
            <dd>{f.count(row.value)}</dd>
          </div>
        ))}
        {notPages > 0 && (
          <div className="dim">
            <dt>{t('report.cov_not_pages')}</dt>
            <dd>{f.count(notPages)}</dd>
          </div>
        )}
      </dl>
      {limits.length > 0 && (
        <>
          <p className="sub">{t('report.limits')}</p>
          <ul className="sub" data-testid="limits">
            {limits.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </>
      )}
    </ReportCard>
  );
}

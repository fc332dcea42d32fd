import { noIssues, type Report, type SeverityCounts, severities } from '@seo-live/protocol';
import { useScreen } from '../screen/ScreenProvider';
import { SeverityList } from '../shared/SeverityList';
import { type Family, familyOf } from './checkWords';
import { ReportCard } from './ReportCard';

interface FamilyRow {
  family: Family;
  total: number;
  by: SeverityCounts;
}

/** An issue counts once, at however many places it is. */
function countIssues(groups: Report['groups']): SeverityCounts {
  const counts = noIssues();
  for (const { severity } of groups) counts[severity] += 1;
  return counts;
}

function familiesOf(report: Report): FamilyRow[] {
  const families = Map.groupBy(report.groups, ({ check }) => familyOf(check));
  return [...families]
    .map(([family, groups]) => ({ family, total: groups.length, by: countIssues(groups) }))
    .sort((a, b) => b.total - a.total);
}

function FamilyChart({ report }: { report: Report }) {
  const { t, f } = useScreen();
  const rows = familiesOf(report);
  const most = Math.max(...rows.map((row) => row.total), 1);
  return (
    <ReportCard title={t('report.families')}>
      <ul className="bars">
        {rows.map((row) => (
          <li key={row.family}>
            <span className="name">{t(`family.${row.family}`)}</span>
            <span className="track">
              <span className="parts" style={{ width: `${(100 * row.total) / most}%` }} aria-hidden="true">
                {severities
                  .filter((severity) => row.by[severity] > 0)
                  .map((severity) => (
                    <i key={severity} className={`b-${severity}`} style={{ flexGrow: row.by[severity] }} />
                  ))}
              </span>
              <span className="num">{f.count(row.total)}</span>
            </span>
          </li>
        ))}
      </ul>
      <SeverityList
        counts={countIssues(report.groups)}
        label={t('report.issues')}
        none={t('report.no_issues')}
      />
    </ReportCard>
  );
}

const statusLook = (status: string): string => {
  if (/^2/.test(status)) return 'ok';
  if (status === '429' || status === '503') return 'warn';
  return /^[45]/.test(status) ? 'bad' : 'mut';
};

function StatusChart({ statuses }: { statuses: Report['statuses'] }) {
  const { t, f } = useScreen();
  const rows = Object.entries(statuses).filter(([, count]) => count > 0);
  const total = rows.reduce((sum, [, count]) => sum + count, 0);
  const most = Math.max(...rows.map(([, count]) => count), 1);
  return (
    <ReportCard title={t('report.statuses')}>
      <p className="sub">{t('report.answers', { count: total })}</p>
      <ul className="bars short">
        {rows.map(([status, count]) => (
          <li key={status}>
            <span className="name num">{/^\d{3}$/.test(status) ? status : t('report.no_answer')}</span>
            <span className="track">
              <span className="parts" style={{ width: `${(100 * count) / most}%` }} aria-hidden="true">
                <i className={statusLook(status)} style={{ flexGrow: 1 }} />
              </span>
              <span className="num">{f.count(count)}</span>
            </span>
          </li>
        ))}
      </ul>
    </ReportCard>
  );
}

/** More columns would be too narrow to read, so deeper pages share the last one. */
const COLUMNS = 10;

function depthColumns(depths: Report['depths']): { name: string; count: number }[] {
  const columns: { name: string; count: number }[] = [];
  for (const [depth, count] of Object.entries(depths).sort(([a], [b]) => Number(a) - Number(b))) {
    const last = columns[COLUMNS - 1];
    if (last) {
      last.count += count;
      last.name = `${COLUMNS - 1}+`;
    } else columns.push({ name: depth, count });
  }
  return columns;
}

function DepthChart({ depths }: { depths: Report['depths'] }) {
  const { t, f } = useScreen();
  const columns = depthColumns(depths);
  const most = Math.max(...columns.map((column) => column.count), 1);
  return (
    <ReportCard title={t('report.depth')}>
      <p className="sub">{t('report.depth_text')}</p>
      <ul className="columns">
        {columns.map((column) => (
          <li key={column.name}>
            <span className="only-read">
              {t('report.depth_row', { depth: column.name, count: column.count })}
            </span>
            <span className="num" aria-hidden="true">
              {f.count(column.count)}
            </span>
            <i aria-hidden="true" style={{ height: `calc((100% - 2lh) * ${column.count / most})` }} />
            <span className="num dim" aria-hidden="true">
              {column.name}
            </span>
          </li>
        ))}
      </ul>
    </ReportCard>
  );
}

/** Issues by family, answers by status code, pages by depth. */
export function Charts({ report }: { report: Report }) {
  return (
    <div className="charts">
      {report.groups.length > 0 && <FamilyChart report={report} />}
      <StatusChart statuses={report.statuses} />
      <DepthChart depths={report.depths} />
    </div>
  );
}

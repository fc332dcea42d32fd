import type { PageRow } from '@seo-live/protocol';
import type { PageQuery } from '@/lib/messages';
import { useScreen } from '../screen/ScreenProvider';
import { pathOn } from '../shared/address';
import { ExternalLink } from '../shared/ExternalLink';
import { harmless } from '../shared/harmless';
import { Icon } from '../shared/Icon';
import { PageText } from '../shared/PageText';
import { SeverityCells } from '../shared/SeverityList';
import { StatusTag } from './StatusTag';

export interface Sort {
  by: NonNullable<PageQuery['sort']>;
  descending: boolean;
}

interface PagesTableProps {
  rows: PageRow[];
  site: string;
  sort: Sort;
  onSort: (sort: Sort) => void;
}

const reasons = ['robots', 'filter', 'limit'] as const;

function Outcome({ row }: { row: PageRow }) {
  const { t } = useScreen();
  if (row.status !== null) return <StatusTag status={row.status} />;
  const reason = reasons.find((known) => known === row.reason);
  const words =
    row.outcome === 'skipped' ? t(`report.skip_${reason ?? 'other'}`) : t(`report.out_${row.outcome}`);
  return <span className={`tag ${row.outcome === 'failed' ? 'bad' : ''}`}>{words}</span>;
}

/** The pages; each head that the server can sort by is a button. */
export function PagesTable({ rows, site, sort, onSort }: PagesTableProps) {
  const { t, f } = useScreen();
  const number = (value: number | null) => (value === null ? '–' : f.count(value));
  const head = (by: Sort['by'], label: string, align = '') => {
    const active = sort.by === by;
    const order = sort.descending ? ('descending' as const) : ('ascending' as const);
    return (
      <th scope="col" className={align} {...(active ? { 'aria-sort': order } : {})}>
        <button
          type="button"
          className="sort"
          onClick={() => onSort({ by, descending: active ? !sort.descending : by !== 'url' })}
        >
          {label}
          {active && <Icon name={sort.descending ? 'down' : 'up'} small />}
          {active && (
            <span className="only-read">{t(sort.descending ? 'report.sort_down' : 'report.sort_up')}</span>
          )}
        </button>
      </th>
    );
  };
  return (
    <div className="tw">
      <table className="pages">
        <thead>
          <tr>
            {head('url', t('report.col_url'))}
            {head('status', t('report.col_status'))}
            {head('issues', t('report.col_issues'))}
            <th scope="col">{t('report.col_title')}</th>
            {head('words', t('report.col_words'), 'n')}
            {head('depth', t('report.col_depth'), 'n')}
            {head('links_in', t('report.col_links'), 'n')}
            {head('response_ms', t('report.col_ms'), 'n')}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.url}>
              <td className="mono any" data-label={t('report.col_url')}>
                <ExternalLink url={row.url} label={pathOn(row.url, site)} />
              </td>
              <td data-label={t('report.col_status')}>
                <Outcome row={row} />
              </td>
              <td data-label={t('report.col_issues')}>
                <SeverityCells counts={row.issues} />
              </td>
              <td className="any" data-label={t('report.col_title')}>
                {row.title ? (
                  <PageText>{harmless(row.title, 200)}</PageText>
                ) : (
                  <span className="dim3">–</span>
                )}
              </td>
              <td className="n" data-label={t('report.col_words')}>
                {number(row.words)}
              </td>
              <td className="n" data-label={t('report.col_depth')}>
                {number(row.depth)}
              </td>
              <td className="n" data-label={t('report.col_links')}>
                {number(row.links_in)}
              </td>
              <td className="n" data-label={t('report.col_ms')}>
                {number(row.response_ms)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

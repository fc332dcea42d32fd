import type { PageRow, PageSort } from '@seo-live/protocol';
import { useScreen } from '../screen/ScreenProvider';
import { pathOn } from '../shared/address';
import { ExternalLink } from '../shared/ExternalLink';
import { Icon } from '../shared/Icon';
import { harmless, PageText } from '../shared/PageText';
import { SeverityCells } from '../shared/SeverityList';
import { type Column, Table } from '../shared/Table';
import { OutcomeTag } from './StatusTag';

export interface Sort {
  by: PageSort;
  descending: boolean;
}

interface PagesTableProps {
  rows: PageRow[];
  site: string;
  sort: Sort;
  onSort: (sort: Sort) => void;
}

/** The pages. A column that the server can sort by has a button as its head. */
export function PagesTable({ rows, site, sort, onSort }: PagesTableProps) {
  const { t, f } = useScreen();
  const sortable = (by: Sort['by'], label: string) => {
    const active = sort.by === by;
    return {
      id: by,
      label,
      sorted: !active ? undefined : sort.descending ? ('descending' as const) : ('ascending' as const),
      head: (
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
      ),
    };
  };
  const number = (by: 'words' | 'depth' | 'links_in' | 'response_ms', label: string): Column<PageRow> => ({
    ...sortable(by, label),
    numeric: true,
    cell: (row) => {
      const value = row[by];
      return value === null ? '–' : f.count(value);
    },
  });
  return (
    <Table
      look="pages"
      rows={rows}
      keyOf={(row) => row.url}
      columns={[
        {
          ...sortable('url', t('report.col_url')),
          look: 'mono any line',
          cell: (row) => <ExternalLink url={row.url} label={pathOn(row.url, site)} />,
        },
        { ...sortable('status', t('report.col_status')), cell: (row) => <OutcomeTag row={row} /> },
        {
          ...sortable('issues', t('report.col_issues')),
          cell: (row) => <SeverityCells counts={row.issues} />,
        },
        {
          id: 'title',
          label: t('report.col_title'),
          look: 'any line',
          cell: (row) =>
            row.title ? <PageText>{harmless(row.title, 200)}</PageText> : <span className="dim3">–</span>,
        },
        number('words', t('report.col_words')),
        number('depth', t('report.col_depth')),
        number('links_in', t('report.col_links')),
        number('response_ms', t('report.col_ms')),
      ]}
    />
  );
}

import type { Finding } from '@seo-live/protocol';
import { useScreen } from '../screen/ScreenProvider';
import { pathOn } from '../shared/address';
import { ExternalLink } from '../shared/ExternalLink';
import { PageText } from '../shared/PageText';
import { Table } from '../shared/Table';
import { EvidenceCell } from './EvidenceCell';
import { columnsOf, numeric } from './evidenceColumns';

interface EvidenceTableProps {
  findings: Finding[];
  /** Address of the scan. For pages of the same origin only the path is shown. */
  site: string;
}

/** The findings of one check, with the columns for its kind of evidence. */
export function EvidenceTable({ findings, site }: EvidenceTableProps) {
  const { t } = useScreen();
  const shown = columnsOf(findings);
  return (
    <Table
      rows={findings}
      keyOf={(finding) => `${finding.url}\n${finding.locator}`}
      columns={[
        {
          id: 'page',
          label: t('report.ev_page'),
          look: 'mono any',
          cell: ({ url }) =>
            url ? (
              <ExternalLink url={url} label={pathOn(url, site)} />
            ) : (
              <PageText>{t('report.ev_site')}</PageText>
            ),
        },
        ...shown.map((column) => ({
          id: column,
          label: t(`report.ev_${column}`),
          numeric: numeric.includes(column),
          look: numeric.includes(column) ? '' : 'any',
          cell: ({ evidence }: Finding) => <EvidenceCell column={column} evidence={evidence} site={site} />,
        })),
      ]}
    />
  );
}

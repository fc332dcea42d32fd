import type { Finding } from '@seo-live/protocol';
import { useScreen } from '../screen/ScreenProvider';
import { pathOn } from '../shared/address';
import { ExternalLink } from '../shared/ExternalLink';
import { PageText } from '../shared/PageText';
import { EvidenceCell } from './EvidenceCell';
import { columnsOf, numeric } from './evidenceColumns';

interface EvidenceTableProps {
  findings: Finding[];
  /** Address of the scan: pages of the same origin are shown by their path. */
  site: string;
}

/** The evidence of one check: a row a finding, with the columns that this kind of check has. */
export function EvidenceTable({ findings, site }: EvidenceTableProps) {
  const { t } = useScreen();
  const shown = columnsOf(findings);
  return (
    <div className="tw">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('report.ev_page')}</th>
            {shown.map((column) => (
              <th key={column} scope="col" className={numeric.includes(column) ? 'n' : ''}>
                {t(`report.ev_${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {findings.map((finding) => (
            <tr key={`${finding.url}\n${finding.locator}`}>
              <td className="mono any" data-label={t('report.ev_page')}>
                {finding.url ? (
                  <ExternalLink url={finding.url} label={pathOn(finding.url, site)} />
                ) : (
                  <PageText>{t('report.ev_site')}</PageText>
                )}
              </td>
              {shown.map((column) => (
                <td
                  key={column}
                  className={numeric.includes(column) ? 'n' : 'any'}
                  data-label={t(`report.ev_${column}`)}
                >
                  <EvidenceCell column={column} evidence={finding.evidence} site={site} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

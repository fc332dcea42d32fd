import { type Evidence, fileFaults } from '@seo-live/protocol';
import { useScreen } from '../screen/ScreenProvider';
import { pathOn } from '../shared/address';
import { ExternalLink } from '../shared/ExternalLink';
import { harmless, PageText } from '../shared/PageText';
import type { Column } from './evidenceColumns';
import { StatusTag } from './StatusTag';

const SHOWN = 3;

function Addresses({ urls, total, site }: { urls: string[]; total: number; site: string }) {
  const { t } = useScreen();
  const shown = urls.slice(0, SHOWN);
  return (
    <ul className="mono">
      {shown.map((url) => (
        <li key={url}>
          <ExternalLink url={url} label={pathOn(url, site)} />
        </li>
      ))}
      {total > shown.length && (
        <li className="dim">{t('report.ev_more', { count: total - shown.length })}</li>
      )}
    </ul>
  );
}

function Measured({ evidence }: { evidence: Evidence }) {
  const { t, f } = useScreen();
  const { value, unit } = evidence;
  if (typeof value !== 'number') return <PageText>{value ?? ''}</PageText>;
  return <span className="num nowrap">{unit ? t(`report.unit_${unit}`, { value }) : f.decimal(value)}</span>;
}

/** What is wrong with a file, and in which line. */
function Reason({ evidence: { reason, line } }: { evidence: Evidence }) {
  const { t } = useScreen();
  const known = fileFaults.find((fault) => fault === reason);
  const words = known === undefined ? (reason ?? '') : t(`report.fault_${known}`);
  return <PageText>{line === undefined ? words : t('report.fault_at', { fault: words, line })}</PageText>;
}

/** One cell of the evidence. Content of pages is shortened and shown as text only. */
export function EvidenceCell({
  column,
  evidence,
  site,
}: {
  column: Column;
  evidence: Evidence;
  site: string;
}) {
  const { t, f } = useScreen();
  switch (column) {
    case 'anchor':
      return evidence.anchor ? (
        <q>
          <PageText>{harmless(evidence.anchor, 200)}</PageText>
        </q>
      ) : (
        <span className="dim3">–</span>
      );
    case 'reason':
      return <Reason evidence={evidence} />;
    case 'text':
      return <PageText>{harmless(evidence.snippet ?? '', 300)}</PageText>;
    case 'target':
      return evidence.target ? (
        <span className="mono">
          <ExternalLink url={evidence.target} label={pathOn(evidence.target, site)} />
        </span>
      ) : null;
    case 'status':
      return evidence.status === undefined ? null : <StatusTag status={evidence.status} />;
    case 'value':
      return <Measured evidence={evidence} />;
    case 'limit':
      return evidence.limit === undefined ? null : (
        <span className="num">
          {evidence.unit
            ? t(`report.unit_${evidence.unit}`, { value: evidence.limit })
            : f.decimal(evidence.limit)}
        </span>
      );
    case 'hops':
      return (
        <ol className="mono hops">
          {evidence.hops?.map((hop, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a redirect loop repeats addresses, and the order never changes.
            <li key={`${index} ${hop.url}`}>
              <StatusTag status={hop.status} /> <ExternalLink url={hop.url} label={pathOn(hop.url, site)} />
            </li>
          ))}
        </ol>
      );
    case 'others':
      return (
        <Addresses
          urls={evidence.others ?? []}
          total={evidence.others_total ?? evidence.others?.length ?? 0}
          site={site}
        />
      );
    case 'linked':
      return (
        <Addresses urls={evidence.linked_from ?? []} total={evidence.linked_from?.length ?? 0} site={site} />
      );
    case 'element':
      return (
        <span className="col tight">
          {evidence.selector && <code>{harmless(evidence.selector, 200)}</code>}
          {evidence.snippet && <span className="mono dim">{harmless(evidence.snippet, 200)}</span>}
        </span>
      );
  }
}

import { type Severity, type SeverityCounts, severities } from '@seo-live/protocol';
import { useScreen } from '../screen/ScreenProvider';

const shapes: Record<Severity, string> = {
  critical: 'M5 0l5 5-5 5-5-5z',
  high: 'M5 .6L10 9.4H0z',
  medium: 'M1.9.9h6.2a1 1 0 0 1 1 1v6.2a1 1 0 0 1-1 1H1.9a1 1 0 0 1-1-1V1.9a1 1 0 0 1 1-1z',
  low: 'M5 .6a4.4 4.4 0 1 1 0 8.8 4.4 4.4 0 0 1 0-8.8z',
  info: 'M5 .6a4.4 4.4 0 1 1 0 8.8 4.4 4.4 0 0 1 0-8.8zm0 2.2a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z',
};

/** Diamond, triangle, square, disc, ring: they differ without colour. */
export function SeverityShape({ severity }: { severity: Severity }) {
  return (
    <svg className={`shape f-${severity}`} viewBox="0 0 10 10" aria-hidden="true">
      <path d={shapes[severity]} />
    </svg>
  );
}

export function SeverityName({ severity }: { severity: Severity }) {
  const { t } = useScreen();
  return (
    <span className={`sev ${severity}`}>
      <SeverityShape severity={severity} />
      {t(`severity.${severity}`)}
    </span>
  );
}

interface SeverityListProps {
  counts: SeverityCounts;
  /** What is counted: issues, or places. */
  label: string;
  /** Words for none of any severity; nothing is shown without them. */
  none?: string;
}

/** Counts by severity with their words, worst first, without zeros. */
export function SeverityList({ counts, label, none }: SeverityListProps) {
  const { t } = useScreen();
  const some = severities.filter((severity) => counts[severity] > 0);
  if (some.length === 0) return none ? <div className="sevs dim sm">{none}</div> : null;
  return (
    <ul className="sevs" aria-label={label} title={label}>
      {some.map((severity) => (
        <li key={severity} className={`sev ${severity}`}>
          <SeverityShape severity={severity} />
          {t(`count.${severity}`, { count: counts[severity] })}
        </li>
      ))}
    </ul>
  );
}

/** Numbers only, for table cells. The words are read aloud. */
export function SeverityCells({ counts }: { counts: SeverityCounts }) {
  const { t, f } = useScreen();
  const some = severities.filter((severity) => counts[severity] > 0);
  if (some.length === 0) return <span className="dim3">–</span>;
  return (
    <ul className="sevs tight">
      {some.map((severity) => (
        <li
          key={severity}
          className={`sev ${severity}`}
          title={t(`count.${severity}`, { count: counts[severity] })}
        >
          <SeverityShape severity={severity} />
          <span aria-hidden="true">{f.count(counts[severity])}</span>
          <span className="only-read">{t(`count.${severity}`, { count: counts[severity] })}</span>
        </li>
      ))}
    </ul>
  );
}

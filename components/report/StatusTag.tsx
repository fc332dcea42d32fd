import { type PageRow, pageFailures } from '@seo-live/protocol';
import { useScreen } from '../screen/ScreenProvider';

/** The status code of an answer of the site; the colour shows its kind. */
export function StatusTag({ status }: { status: number }) {
  const look =
    status >= 500 || (status >= 400 && status !== 429)
      ? 'bad'
      : status === 429
        ? 'warn'
        : status < 300
          ? 'ok'
          : '';
  return <span className={`tag num ${look}`}>{status}</span>;
}

const reasons = ['robots', 'filter', 'limit'] as const;

/** The status code of a page, or why it has none. */
export function OutcomeTag({ row }: { row: PageRow }) {
  const { t } = useScreen();
  const failure = row.outcome === 'failed' ? pageFailures.find((known) => known === row.reason) : undefined;
  // A page that cannot be read has a status of 200, which would hide why it failed.
  if (row.status !== null && failure === undefined) return <StatusTag status={row.status} />;
  const reason = reasons.find((known) => known === row.reason);
  const words =
    row.outcome === 'skipped'
      ? t(`report.skip_${reason ?? 'other'}`)
      : t(failure === undefined ? `report.out_${row.outcome}` : `report.fail_${failure}`);
  return <span className={`tag ${row.outcome === 'failed' ? 'bad' : ''}`}>{words}</span>;
}

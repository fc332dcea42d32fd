import type { ReactNode } from 'react';
import { useScreen } from '../screen/ScreenProvider';
import { useFocusNext } from '../shared/useFocusNext';

interface ScanRowProps {
  /** Classes of the list item. */
  className: string;
  testId: string;
  jobId?: string;
  /** The host; a button if it opens something. */
  host: ReactNode;
  /** When the scan was started or ended: ISO time. */
  at: string;
  /** Present time in ms. */
  now: number;
  /** Between host and time. */
  children: ReactNode;
  action: ReactNode;
  /** A line below, across the row. */
  below?: ReactNode;
}

/** One line of a list of scans. */
export function ScanRow({ className, testId, jobId, host, at, now, children, action, below }: ScanRowProps) {
  const { t, f } = useScreen();
  const row = useFocusNext<HTMLLIElement>();
  return (
    <li ref={row} data-row="" className={className} data-testid={testId} data-job={jobId}>
      {host}
      {children}
      <time className="num" dateTime={at} title={f.date(at)}>
        {f.ago(at, now) ?? t('earlier.just_now')}
      </time>
      {action}
      {below}
    </li>
  );
}

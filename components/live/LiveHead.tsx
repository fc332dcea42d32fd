import type { ReactNode } from 'react';
import type { JobView } from '@/lib/state/jobView';
import { ProgressBar, type ProgressBarProps } from '../scan/ProgressBar';
import { useScreen } from '../screen/ScreenProvider';
import { hostOf, openable } from '../shared/address';
import { ExternalLink } from '../shared/ExternalLink';
import { PageText } from '../shared/PageText';

interface LiveHeadProps {
  job: JobView;
  /** Null when the progress is no longer known. */
  bar: ProgressBarProps | null;
  /** Tags next to the host. */
  children: ReactNode;
}

/** Which site, its address, and how far the scan is. */
export function LiveHead({ job, bar, children }: LiveHeadProps) {
  const { f } = useScreen();
  return (
    <>
      <div className="row wrap-row">
        <PageText className="h2 any">{hostOf(job.url)}</PageText>
        {children}
        <span className="end" />
        {bar && bar.percent !== null && <span className="h2 num">{f.percent(bar.percent)}</span>}
      </div>
      {openable(job.url) && (
        <p className="sm any">
          <ExternalLink url={job.url} />
        </p>
      )}
      {bar && <ProgressBar {...bar} />}
    </>
  );
}

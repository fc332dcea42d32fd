import type { ReactNode } from 'react';
import type { JobView } from '@/lib/state/jobView';
import { useScreen } from '../screen/ScreenProvider';
import { hostOf } from '../shared/address';
import { PageText } from '../shared/PageText';

interface ScanHeadProps {
  job: JobView;
  /** A basic server has no modes. */
  withMode: boolean;
  /** Makes the host a button. */
  onOpen?: () => void;
  /** Tags and controls. */
  children: ReactNode;
}

/** The first line of a card: which site, in which mode. */
export function ScanHead({ job, withMode, onOpen, children }: ScanHeadProps) {
  const { t } = useScreen();
  const host = hostOf(job.url);
  const name = <PageText className="clip">{host}</PageText>;
  return (
    <div className="top">
      {onOpen ? (
        <button type="button" className="host" aria-label={t('job.open', { host })} onClick={onOpen}>
          {name}
        </button>
      ) : (
        <span className="host">{name}</span>
      )}
      {withMode && <span className="tag">{t(`mode.${job.mode}`)}</span>}
      {children}
    </div>
  );
}

import type { JobError, ScanMode } from '@seo-live/protocol';
import { scanWords } from '../notes/failureWords';
import { useScreen } from '../screen/ScreenProvider';
import { hostOf, openable } from '../shared/address';
import { ExternalLink } from '../shared/ExternalLink';
import { StateCard } from '../shared/StateCard';
import { ScanAgainButton } from './ScanAgainButton';

/** A scan that ended without a report: why, what still works, what to do. */
export function FailedScan({ url, mode, failure }: { url: string; mode: ScanMode; failure: JobError }) {
  const { t } = useScreen();
  const { title, text } = scanWords(t, failure.code, hostOf(url));
  const target = failure.target === undefined ? null : openable(failure.target);
  return (
    <div className="card" data-testid="failed">
      <p className="sm any">
        <ExternalLink url={url} />
      </p>
      <StateCard icon="stopped" tone="bad" title={title} text={text}>
        {target !== null && (
          <ScanAgainButton
            url={target}
            mode={mode}
            options={{}}
            label={t('report.scan_target', { host: hostOf(target) })}
          />
        )}
        <ScanAgainButton url={url} mode={mode} options={{}} plain={target !== null} />
      </StateCard>
    </div>
  );
}

import type { ScanMode } from '@seo-live/protocol';
import { scanWords } from '../notes/failureWords';
import { useScreen } from '../screen/ScreenProvider';
import { hostOf } from '../shared/address';
import { ExternalLink } from '../shared/ExternalLink';
import { StateCard } from '../shared/StateCard';
import { ScanAgainButton } from './ScanAgainButton';

/** A scan that ended without a report: why, what still works, what to do. */
export function FailedScan({ url, mode, code }: { url: string; mode: ScanMode; code: string }) {
  const { t } = useScreen();
  const { title, text } = scanWords(t, code, hostOf(url));
  return (
    <div className="card" data-testid="failed">
      <p className="sm any">
        <ExternalLink url={url} />
      </p>
      <StateCard icon="stopped" tone="bad" title={title} text={text}>
        <ScanAgainButton url={url} mode={mode} options={{}} />
      </StateCard>
    </div>
  );
}

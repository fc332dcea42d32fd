import { isBasicKey } from '@/lib/state/basicServer';
import type { JobView } from '@/lib/state/jobView';
import { LiveView } from '../live/LiveView';
import { TimelineView } from '../live/TimelineView';
import { useScreen } from '../screen/ScreenProvider';
import { placeOf } from '../shared/address';
import { Select } from '../shared/Select';

interface LivePartProps {
  /** The running scans. */
  active: JobView[];
  /** One of them. */
  shown: JobView;
  choose: (id: string) => void;
}

/** The live view of one running scan, with a choice between several. */
export function LivePart({ active, shown, choose }: LivePartProps) {
  const { t } = useScreen();
  return (
    <section className="sect live-part">
      {active.length > 1 && (
        <Select
          label={t('live.which')}
          value={shown.id}
          choices={active.map((job) => ({ value: job.id, label: placeOf(job.url, job.mode) }))}
          onChange={choose}
        />
      )}
      {isBasicKey(shown.key) ? <TimelineView job={shown} inPanel /> : <LiveView job={shown} inPanel />}
    </section>
  );
}

import { useState } from 'react';
import { isBasicKey } from '@/lib/state/basicServer';
import { LiveView } from '../live/LiveView';
import { TimelineView } from '../live/TimelineView';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { hostOf } from '../shared/address';
import { Select } from '../shared/Select';

/** The live view of one running scan: the one that was chosen, otherwise the newest. */
export function LivePart() {
  const { t } = useScreen();
  const jobs = useStored((view) => view.jobs);
  const [chosen, setChosen] = useState('');
  const active = jobs.filter((job) => job.kind === 'active');
  const shown = active.find((job) => job.id === chosen) ?? active[0];
  if (!shown) return null;
  return (
    <section className="sect live-part">
      {active.length > 1 && (
        <Select
          label={t('live.which')}
          value={shown.id}
          choices={active.map((job) => ({ value: job.id, label: hostOf(job.url) }))}
          onChange={setChosen}
        />
      )}
      {isBasicKey(shown.key) ? <TimelineView job={shown} inPanel /> : <LiveView job={shown} inPanel />}
    </section>
  );
}

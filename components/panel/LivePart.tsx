import { useId, useState } from 'react';
import { isPlainKey } from '@/lib/state/plain';
import { LiveView } from '../live/LiveView';
import { TimelineView } from '../live/TimelineView';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { hostOf } from '../shared/address';

/** The live view of one running scan; with several, of the one that is chosen, else of the newest. */
export function LivePart() {
  const { t } = useScreen();
  const jobs = useStored((view) => view.jobs);
  const [chosen, setChosen] = useState('');
  const chooseId = useId();
  const active = jobs.filter((job) => job.kind === 'active');
  const shown = active.find((job) => job.id === chosen) ?? active[0];
  if (!shown) return null;
  return (
    <section className="sect live-part">
      {active.length > 1 && (
        <>
          <label className="only-read" htmlFor={chooseId}>
            {t('live.which')}
          </label>
          <select
            id={chooseId}
            className="choose"
            value={shown.id}
            onChange={(event) => setChosen(event.target.value)}
          >
            {active.map((job) => (
              <option key={job.id} value={job.id}>
                {hostOf(job.url)}
              </option>
            ))}
          </select>
        </>
      )}
      {isPlainKey(shown.key) ? <TimelineView job={shown} beside /> : <LiveView job={shown} beside />}
    </section>
  );
}

import type { JobMessage } from '@seo-live/protocol';
import { isBasicKey } from './basicServer';
import type { State } from './createState';
import type { JobKey } from './jobKey';
import type { PairedServer } from './pairedServer';
import { addPoint, surplusTimelines } from './timeline';
import type { WallClock } from './wallClock';

/** Stores the progress of scans on servers without reports. A refused write loses one point of a timeline only. */
export function createTimelineKeeper({ state, now }: { state: State; now: WallClock }) {
  let reportless = false;
  const look = (server: PairedServer | null) => {
    reportless = server?.reports === false;
  };
  state.server.watch(look);
  void state.server.get().then(look, () => undefined);

  async function add(key: JobKey, message: JobMessage): Promise<void> {
    const points = await state.timeline(key).update((stored) => addPoint(stored, message, now()));
    // With each new timeline, those of old scans go.
    if (points.length > 1) return;
    for (const old of surplusTimelines(await state.followed.get())) await state.timeline(old).remove();
  }

  return (key: JobKey, message: JobMessage): void => {
    if (isBasicKey(key) || reportless) void add(key, message).catch(() => undefined);
  };
}

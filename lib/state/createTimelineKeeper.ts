import type { JobMessage } from '@seo-live/protocol';
import { isBasicKey } from './basicServer';
import type { State } from './createState';
import type { JobKey } from './jobKey';
import type { PairedServer } from './pairedServer';
import { addPoint } from './timeline';
import type { WallClock } from './wallClock';

/** Stores the progress of scans on servers without reports. A refused write loses one point of a timeline only. */
export function createTimelineKeeper({ state, now }: { state: State; now: WallClock }) {
  let reportless = false;
  const look = (server: PairedServer | null) => {
    reportless = server?.reports === false;
  };
  state.server.watch(look);
  void state.server.get().then(look, () => undefined);

  return (key: JobKey, message: JobMessage): void => {
    if (!isBasicKey(key) && !reportless) return;
    void state
      .timeline(key)
      .update((points) => addPoint(points, message, now()))
      .catch(() => undefined);
  };
}

import { type FollowedJob, isOver } from '../state/followedJob';
import type { Timers } from '../state/wallClock';

/** Scans that end within this time share one notification. */
const GATHER_MS = 700;

/** Decides which ends share a notification: those that come within `GATHER_MS` of the first. */
export function createGathering({ timers }: { timers: Pick<Timers, 'set'> }) {
  let phase: 'none' | 'waiting' | 'over' = 'none';

  return {
    /**
     * Whether to wait for other scans that may end in the same moment, for instance after a server came back.
     * `again` is called after the wait.
     */
    isWaiting(jobs: FollowedJob[], again: () => void): boolean {
      if (phase === 'none' && jobs.some((job) => !isOver(job))) {
        phase = 'waiting';
        timers.set(() => {
          phase = 'over';
          again();
        }, GATHER_MS);
      }
      return phase === 'waiting';
    },
    /** The next end starts a new wait. */
    reset(): void {
      phase = 'none';
    },
  };
}

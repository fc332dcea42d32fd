import type { Clock } from '../../shared/clock.ts';
import type { PurgeStore } from '../../store/jobs/createPurgeStore.ts';
import { KEY_KEPT_MS } from '../start/createStartJob.ts';

const EVERY_MS = 60 * 60 * 1000;
const EVENTS_KEPT_MS = 24 * 60 * 60 * 1000;

interface RetentionDeps {
  purge: PurgeStore;
  clock: Clock;
  onError: (error: unknown) => void;
}

/** Each hour, removes rows that are kept for a day: the events of ended jobs, and used Idempotency-Keys. */
const FIRST_AFTER_MS = 2_000;

export function createRetention({ purge, clock, onError }: RetentionDeps) {
  let closed = false;
  let cancelNext: (() => void) | null = null;

  async function removeExpired(): Promise<void> {
    const before = (ms: number): string => new Date(clock.wallMs() - ms).toISOString();
    await purge.removeKeysUsedBy(before(KEY_KEPT_MS));
    await purge.removeEventsOfJobsEndedBy(before(EVENTS_KEPT_MS));
  }

  async function run(): Promise<void> {
    await removeExpired().catch(onError);
    if (!closed) cancelNext = clock.after(EVERY_MS, () => void run());
  }

  return {
    removeExpired,
    /** The first run comes a little later: nothing waits for it when the server starts. */
    start(): void {
      cancelNext = clock.after(FIRST_AFTER_MS, () => void run());
    },
    stop(): void {
      closed = true;
      cancelNext?.();
    },
  };
}

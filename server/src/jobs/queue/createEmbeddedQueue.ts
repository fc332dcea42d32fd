import { createSerial } from '../../shared/createSerial.ts';

export interface QueueLimits {
  /** Scans that run at the same time, over all users. */
  concurrentPerServer: number;
  concurrentPerUser: number;
}

export interface EmbeddedQueueDeps {
  /** Jobs in the queue, the one that has waited longest first. */
  queued: () => Promise<{ jobId: string; userId: string }[]>;
  limits: QueueLimits;
  /** Starts a job that has acquired a place. False when it no longer waits; its place is then released. */
  begin: (jobId: string) => Promise<boolean>;
  /** Shows a waiting job its new position: 1 is next. */
  showPosition: (jobId: string, position: number) => Promise<void>;
}

/**
 * The queue of one process. Its entries are the rows with status queued, in order of creation, so a crash
 * loses none of them; only the places in use are counted in memory.
 */
export function createEmbeddedQueue({ queued, limits, begin, showPosition }: EmbeddedQueueDeps) {
  const serial = createSerial();
  const placesByUser = new Map<string, number>();
  const positions = new Map<string, number>();
  let inUse = 0;
  let waiting = 0;
  let stopped = false;

  const acquire = (userId: string): boolean => {
    const own = placesByUser.get(userId) ?? 0;
    if (inUse >= limits.concurrentPerServer || own >= limits.concurrentPerUser) return false;
    inUse += 1;
    placesByUser.set(userId, own + 1);
    return true;
  };

  const release = (userId: string): void => {
    const own = placesByUser.get(userId) ?? 0;
    if (own === 0) return;
    inUse -= 1;
    if (own === 1) placesByUser.delete(userId);
    else placesByUser.set(userId, own - 1);
  };

  async function fill(): Promise<void> {
    const left: string[] = [];
    for (const { jobId, userId } of await queued()) {
      if (stopped) return;
      if (!acquire(userId)) left.push(jobId);
      else if (!(await begin(jobId))) release(userId);
    }
    waiting = left.length;
    const next = new Map(left.map((jobId, index) => [jobId, index + 1]));
    for (const jobId of positions.keys()) if (!next.has(jobId)) positions.delete(jobId);
    for (const [jobId, position] of next) {
      if (positions.get(jobId) === position) continue;
      await showPosition(jobId, position);
      // Only now: what the store refused is shown at the next change of the queue.
      positions.set(jobId, position);
    }
  }

  return {
    /** False when there is no free place for this user. */
    acquire,
    release,
    /**
     * Starts the jobs that have waited longest while places are free. Resolves when the new positions are
     * written.
     */
    fill: () => serial(async () => (stopped ? undefined : fill())),
    stop: (): void => {
      stopped = true;
    },
    load: () => ({ running: inUse, queued: waiting }),
  };
}

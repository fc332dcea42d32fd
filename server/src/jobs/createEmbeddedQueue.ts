import { createSerial } from '../store/database/createSerial.ts';
import type { Store } from '../store/database/openStore.ts';

interface QueueLimits {
  concurrentPerServer: number;
  concurrentPerUser: number;
}

export interface EmbeddedQueueOptions {
  store: Store;
  limits: QueueLimits;
  /** Starts a job that got a place; false when it does not wait any more, which gives the place back. */
  begin: (jobId: string) => Promise<boolean>;
  /** Tells a waiting job its new position: 1 is next. */
  tell: (jobId: string, position: number) => Promise<void>;
}

/**
 * The queue of one process. Its entries are the rows with status queued, in order of creation, so nothing
 * of it is lost with the process; only the places taken are counted in memory.
 */
export function createEmbeddedQueue({ store, limits, begin, tell }: EmbeddedQueueOptions) {
  const serial = createSerial();
  const places = new Map<string, number>();
  const told = new Map<string, number>();
  let taken = 0;
  let waiting = 0;
  let stopped = false;

  const take = (userId: string): boolean => {
    const own = places.get(userId) ?? 0;
    if (taken >= limits.concurrentPerServer || own >= limits.concurrentPerUser) return false;
    taken += 1;
    places.set(userId, own + 1);
    return true;
  };

  const release = (userId: string): void => {
    const own = places.get(userId) ?? 0;
    if (own === 0) return;
    taken -= 1;
    if (own === 1) places.delete(userId);
    else places.set(userId, own - 1);
  };

  const waitingRows = () =>
    store.db
      .selectFrom('jobs')
      .select(['job_id', 'user_id'])
      .where('ended_at', 'is', null)
      .where('status', '=', 'queued')
      .where('cancel_requested_at', 'is', null)
      .orderBy('job_id')
      .execute();

  async function fill(): Promise<void> {
    const left: string[] = [];
    for (const { job_id: jobId, user_id: userId } of await waitingRows()) {
      if (stopped) return;
      if (!take(userId)) left.push(jobId);
      else if (!(await begin(jobId))) release(userId);
    }
    waiting = left.length;
    const before = new Map(told);
    told.clear();
    for (const [index, jobId] of left.entries()) {
      const position = index + 1;
      told.set(jobId, position);
      if (before.get(jobId) !== position) await tell(jobId, position);
    }
  }

  return {
    take,
    release,
    /** Gives free places to those that wait longest; resolves when that is done and positions are told. */
    fill: () => serial(async () => (stopped ? undefined : fill())),
    stop: (): void => {
      stopped = true;
    },
    load: () => ({ running: taken, queued: waiting }),
  };
}

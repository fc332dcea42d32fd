import { type FullJobMessage, isTerminal } from '@seo-live/protocol';
import type { Store } from '../store/database/openStore.ts';
import type { JobRow, Position, Snapshot } from './eventLog.ts';

const MAX_REPLAY = 200;

type ReadRow = Pick<JobRow, 'job_id' | 'seq' | 'epoch' | 'message' | 'user_id'>;

/** Row, head and the events after a position, all of the same moment. Undefined: no such job. */
export function readLog(
  store: Store,
  jobId: string,
  position: Position = {},
): Promise<(Snapshot & { userId: string }) | null> {
  return store.transaction(async (trx) => {
    const row = await trx
      .selectFrom('jobs')
      .select(['job_id', 'seq', 'epoch', 'message', 'user_id'])
      .where('job_id', '=', jobId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (!row) return null;
    const message = JSON.parse(row.message) as FullJobMessage;
    const found = { userId: row.user_id, message, ended: isTerminal(message.status), reset: false };
    if (position.sinceSeq === undefined) return found;
    if (isOutOfReach(row, position)) return { ...found, reset: true };
    const events = await trx
      .selectFrom('events')
      .select('message')
      .where('job_id', '=', jobId)
      .where('seq', '>', position.sinceSeq)
      .orderBy('seq')
      .execute();
    // The log is shorter than the gap: it was dropped after the end, and half a replay is worse than none.
    if (events.length !== row.seq - position.sinceSeq) return { ...found, reset: true };
    return { ...found, events: events.map((event) => JSON.parse(event.message) as FullJobMessage) };
  });
}

function isOutOfReach(row: ReadRow, { sinceSeq = 0, epoch }: Position): boolean {
  if (epoch !== undefined && epoch !== row.epoch) return true;
  return sinceSeq > row.seq || row.seq - sinceSeq > MAX_REPLAY;
}

import type { FullJobMessage } from '@seo-live/protocol';
import type { Transaction } from 'kysely';
import type { Database } from '../database/schema.ts';

const KEPT_EVENTS = 500;

/** Adds an event and drops the oldest, so that a job keeps its last 500. */
export async function insertEvent(trx: Transaction<Database>, message: FullJobMessage): Promise<void> {
  await trx
    .insertInto('events')
    .values({
      job_id: message.job_id,
      seq: message.seq,
      epoch: message.epoch,
      message: JSON.stringify(message),
      at: message.timestamp,
    })
    .execute();
  if (message.seq <= KEPT_EVENTS) return;
  await trx
    .deleteFrom('events')
    .where('job_id', '=', message.job_id)
    .where('seq', '<=', message.seq - KEPT_EVENTS)
    .execute();
}

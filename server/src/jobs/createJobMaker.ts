import type { StartJobRequest } from '@seo-live/protocol';
import type { Transaction } from 'kysely';
import { monotonicFactory } from 'ulid';
import { type Clock, isoNow } from '../shared/clock.ts';
import { RequestError } from '../shared/requestError.ts';
import type { Store } from '../store/database/openStore.ts';
import type { Database } from '../store/database/schema.ts';
import { nextChange } from '../store/jobs/nextChange.ts';
import { bodyHash } from './bodyHash.ts';
import { writeEvent } from './createEventLog.ts';
import type { JobRow } from './eventLog.ts';
import type { JobLimits, StartOptions } from './jobManager.ts';
import { nextEpoch } from './nextEpoch.ts';
import { firstMessage } from './nextMessage.ts';
import { parseStartUrl, siteLockOf } from './startUrl.ts';

type Trx = Transaction<Database>;

export const KEY_KEPT_MS = 24 * 60 * 60 * 1000;

export interface CreateJobOptions {
  store: Store;
  clock: Clock;
  limits: JobLimits;
  admitUrl?: (url: URL) => void;
}

/**
 * Makes jobs. Key and job are written in one transaction, so a start that is sent again, however often,
 * makes one job; ids rise with time, so their order is the queue's.
 */
export function createJobMaker({ store, clock, limits, admitUrl }: CreateJobOptions) {
  const ulid = monotonicFactory();

  /** The job a known key made; undefined for a new key. Checked before anything else. */
  async function replayOf(trx: Trx, userId: string, key: string, hash: string): Promise<JobRow | undefined> {
    const known = await trx
      .selectFrom('idempotency')
      .selectAll()
      .where('user_id', '=', userId)
      .where('key', '=', key)
      .executeTakeFirst();
    if (!known || Date.parse(known.created_at) + KEY_KEPT_MS <= clock.now()) return undefined;
    if (known.body_hash !== hash) {
      throw new RequestError('idempotency_mismatch', 'This Idempotency-Key was used with another request.');
    }
    const row = await liveRow(trx, known.job_id);
    if (!row) throw new RequestError('deleted', 'The scan this request started has been deleted.');
    return row;
  }

  async function refuseTwins(trx: Trx, userId: string, lock: string | null): Promise<void> {
    const unfinished = await trx
      .selectFrom('jobs')
      .select(['job_id', 'site_lock'])
      .where('user_id', '=', userId)
      .where('ended_at', 'is', null)
      .execute();
    const twin = lock !== null && unfinished.find(({ site_lock }) => site_lock === lock);
    if (twin) {
      throw new RequestError('already_running', 'You are scanning this site already.', {
        jobId: twin.job_id,
      });
    }
    if (unfinished.length >= limits.unfinishedPerUser) {
      throw new RequestError(
        'rate_limited',
        `You have ${unfinished.length} unfinished scans. Wait for one to end, or cancel one.`,
      );
    }
  }

  return (userId: string, request: StartJobRequest, { idempotencyKey, force = false }: StartOptions) => {
    const hash = bodyHash({ request, force });
    return store.transaction(
      async (trx): Promise<{ row: JobRow; replayed: boolean }> => {
        const replay = idempotencyKey && (await replayOf(trx, userId, idempotencyKey, hash));
        if (replay) return { row: replay, replayed: true };
        const url = parseStartUrl(request.url);
        admitUrl?.(url);
        const lock = force ? null : siteLockOf(request.mode, url);
        await refuseTwins(trx, userId, lock);
        const row = await insertJob(trx, userId, request, url, lock);
        if (idempotencyKey) await rememberKey(trx, userId, idempotencyKey, hash, row);
        return { row, replayed: false };
      },
      { durable: true },
    );
  };

  async function insertJob(
    trx: Trx,
    userId: string,
    request: StartJobRequest,
    url: URL,
    lock: string | null,
  ): Promise<JobRow> {
    const message = firstMessage(`j_${ulid(clock.now())}`, nextEpoch(null, clock.now()), isoNow(clock));
    await trx
      .insertInto('jobs')
      .values({
        job_id: message.job_id,
        user_id: userId,
        url: url.href,
        mode: request.mode,
        options: JSON.stringify(request.options),
        status: message.status,
        phase: message.detail.phase,
        progress: 0,
        seq: message.seq,
        epoch: message.epoch,
        message: JSON.stringify(message),
        site_lock: lock,
        change_no: await nextChange(trx),
        created_at: message.timestamp,
      })
      .execute();
    await writeEvent(trx, message);
    return trx.selectFrom('jobs').selectAll().where('job_id', '=', message.job_id).executeTakeFirstOrThrow();
  }
}

const liveRow = (trx: Trx, jobId: string): Promise<JobRow | undefined> =>
  trx
    .selectFrom('jobs')
    .selectAll()
    .where('job_id', '=', jobId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();

async function rememberKey(trx: Trx, userId: string, key: string, hash: string, row: JobRow): Promise<void> {
  const values = { body_hash: hash, job_id: row.job_id, created_at: row.created_at };
  await trx
    .insertInto('idempotency')
    .values({ user_id: userId, key, ...values })
    .onConflict((conflict) => conflict.columns(['user_id', 'key']).doUpdateSet(values))
    .execute();
}

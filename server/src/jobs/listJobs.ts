import type { JobList } from '@seo-live/protocol';
import type { Kysely } from 'kysely';
import { RequestError } from '../requestError.ts';
import type { Database } from '../store/schema.ts';
import { summaryColumns, summaryOf } from './summaryOf.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

const encode = (changeNo: number): string => Buffer.from(`c1:${changeNo}`).toString('base64url');

function decode(cursor: string): number {
  const match = /^c1:(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match) throw new RequestError('invalid_request', 'This cursor was not given out by this server.');
  return Number(match[1]);
}

/**
 * A user's jobs: without a cursor the newest, newest first; with one what changed since, oldest change
 * first. The cursor is a change number, never a clock, so nothing is missed between two answers.
 */
export async function listJobs(
  db: Kysely<Database>,
  userId: string,
  { cursor, limit = DEFAULT_LIMIT }: { cursor?: string; limit?: number } = {},
): Promise<JobList> {
  const count = Math.max(1, Math.min(MAX_LIMIT, Math.trunc(limit) || DEFAULT_LIMIT));
  const own = db
    .selectFrom('jobs')
    .select([...summaryColumns, 'change_no'])
    .where('user_id', '=', userId)
    .where('deleted_at', 'is', null)
    .limit(count + 1);
  if (cursor !== undefined) {
    const since = decode(cursor);
    const rows = await own.where('change_no', '>', since).orderBy('change_no').execute();
    const shown = rows.slice(0, count);
    return {
      jobs: shown.map(summaryOf),
      cursor: encode(shown.at(-1)?.change_no ?? since),
      more: rows.length > count,
    };
  }
  // The head first: what changes between the two reads is then told again, not left out.
  const { head } = await db
    .selectFrom('jobs')
    .select(({ fn }) => fn.max('change_no').as('head'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  const rows = await own.orderBy('job_id', 'desc').execute();
  return {
    jobs: rows.slice(0, count).map(summaryOf),
    cursor: encode(Number(head ?? 0)),
    more: rows.length > count,
  };
}

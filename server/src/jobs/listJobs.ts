import type { JobList } from '@seo-live/protocol';
import type { Kysely } from 'kysely';
import { RequestError } from '../shared/requestError.ts';
import type { Database } from '../store/database/schema.ts';
import { lastChange } from '../store/jobs/nextChange.ts';
import { summaryColumns, summaryOf } from './summaryOf.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

const encode = (text: string): string => Buffer.from(text).toString('base64url');
const changesSince = (head: number): string => encode(`c1:${head}`);
const olderThan = (jobId: string, head: number): string => encode(`o1:${head}:${jobId}`);

/** `before` is there when older jobs are asked for; `head` is the change the client knows of in any case. */
function decode(cursor: string): { head: number; before?: string } {
  const text = Buffer.from(cursor, 'base64url').toString();
  const changes = /^c1:(\d{1,15})$/.exec(text);
  if (changes) return { head: Number(changes[1]) };
  const older = /^o1:(\d{1,15}):([A-Za-z0-9_-]{1,64})$/.exec(text);
  if (older) return { head: Number(older[1]), before: older[2] };
  throw unknownCursor();
}

const unknownCursor = (): RequestError =>
  new RequestError('invalid_request', 'This cursor was not given out by this server. Start without one.');

/**
 * A user's jobs: without a cursor the newest, newest first; with one what changed since, oldest change
 * first. The cursor is a change number, never a clock, so nothing is missed between two answers. With the
 * cursor in `older` it goes on to older jobs; the `cursor` of such an answer is still that of the first page.
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
  const position = cursor === undefined ? null : decode(cursor);
  // From before a backup was restored: waiting for numbers to get there again would pass over changes.
  if (position !== null && position.head > (await lastChange(db))) throw unknownCursor();
  if (position !== null && position.before === undefined) {
    const { head } = position;
    const rows = await own.where('change_no', '>', head).orderBy('change_no').execute();
    const shown = rows.slice(0, count);
    return {
      jobs: shown.map(summaryOf),
      cursor: changesSince(shown.at(-1)?.change_no ?? head),
      more: rows.length > count,
    };
  }
  // The head first: what changes between the two reads is then told again, not left out.
  const head = position?.head ?? (await headOf(db, userId));
  const before = position?.before;
  const rows = await own
    .$if(before !== undefined, (query) => query.where('job_id', '<', before ?? ''))
    .orderBy('job_id', 'desc')
    .execute();
  const shown = rows.slice(0, count);
  const last = shown.at(-1);
  const more = rows.length > count;
  return {
    jobs: shown.map(summaryOf),
    cursor: changesSince(head),
    more,
    older: more && last ? olderThan(last.job_id, head) : null,
  };
}

async function headOf(db: Kysely<Database>, userId: string): Promise<number> {
  const { head } = await db
    .selectFrom('jobs')
    .select(({ fn }) => fn.max('change_no').as('head'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return Number(head ?? 0);
}

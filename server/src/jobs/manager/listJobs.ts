import type { JobList } from '@seo-live/protocol';
import { RequestError } from '../../shared/RequestError.ts';
import type { JobLists } from '../../store/jobs/createJobLists.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

const encode = (text: string): string => Buffer.from(text).toString('base64url');
const changesSince = (head: number): string => encode(`c1:${head}`);
const olderThan = (jobId: string, head: number): string => encode(`o1:${head}:${jobId}`);

/** `before` asks for older jobs; `head` is the newest change that the client has in any case. */
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
 * A user's jobs: without a cursor the newest, newest first; with one what changed since, oldest change first.
 * The cursor is a change number, never a time, so nothing is missed between two answers. With the cursor in
 * `older` it continues with older jobs; the `cursor` of such an answer is still that of the first page.
 */
export async function listJobs(
  lists: JobLists,
  userId: string,
  { cursor, limit = DEFAULT_LIMIT }: { cursor?: string; limit?: number } = {},
): Promise<JobList> {
  const count = Math.max(1, Math.min(MAX_LIMIT, Math.trunc(limit) || DEFAULT_LIMIT));
  const position = cursor === undefined ? null : decode(cursor);
  // This cursor is from before a backup was restored. Changes up to its number would be missed.
  if (position !== null && position.head > (await lists.lastChange())) throw unknownCursor();
  return position !== null && position.before === undefined
    ? listChanges(lists, userId, position.head, count)
    : listNewest(lists, userId, position, count);
}

/** Each list reads one job more than it returns, to know whether there are more. */
async function listChanges(lists: JobLists, userId: string, head: number, count: number): Promise<JobList> {
  const found = await lists.changedSince(userId, head, count + 1);
  const shown = found.slice(0, count);
  return {
    jobs: shown.map(({ job }) => job),
    cursor: changesSince(shown.at(-1)?.changeNumber ?? head),
    more: found.length > count,
  };
}

async function listNewest(
  lists: JobLists,
  userId: string,
  position: { head: number; before?: string } | null,
  count: number,
): Promise<JobList> {
  // The head is read first: a change between the two reads is then listed twice rather than left out.
  const head = position?.head ?? (await lists.lastChangeOf(userId));
  const found = await lists.newest(userId, count + 1, position?.before);
  const shown = found.slice(0, count);
  const last = shown.at(-1);
  const more = found.length > count;
  return {
    jobs: shown,
    cursor: changesSince(head),
    more,
    older: more && last ? olderThan(last.job_id, head) : null,
  };
}

import { jobIdSchema } from '@seo-live/protocol';

/** What a start needs to know of its answer. */
export interface StartedJob {
  job: { job_id: string; url: string };
  /** The first message, for the reducer to judge. */
  message?: unknown;
}

const fieldsOf = (value: unknown) => (value ?? {}) as Record<string, unknown>;

/** A log-in or captive page in place of an answer: nothing has been done. */
export const isPage = ({ headers }: Response): boolean =>
  headers.get('content-type')?.startsWith('text/html') === true;

/** What a 2xx to a start says, which may be nothing; null for a page in its place. */
export async function readStarted(response: Response): Promise<unknown> {
  const text = await response.text();
  if (isPage(response) || text.trimStart().startsWith('<')) return null;
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

/** `{ job_id }`, `{ id }`, or one of them in `{ job }`; null where nobody can name what was started. */
export function startedIn(answer: unknown, url: string): StartedJob | null {
  const { job, message } = fieldsOf(answer);
  const given = [answer, job].map(fieldsOf).map(({ job_id, id }) => job_id ?? id);
  const ids = given.map((id) => (typeof id === 'number' ? String(id) : id));
  const job_id = ids.find((id): id is string => jobIdSchema.safeParse(id).success);
  if (!job_id) return null;
  const named = fieldsOf(job).url;
  return { job: { job_id, url: typeof named === 'string' ? named : url }, message };
}

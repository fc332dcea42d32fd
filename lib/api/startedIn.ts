import { isJobId } from '../state/jobId';
import { parseLenient } from '../state/parseLenient';

/** The parts of the answer that a start needs. */
export interface StartedJob {
  job: { job_id: string; url: string };
  /** The first message. The reducer checks it. */
  message?: unknown;
}

const fieldsOf = (value: unknown) => (value ?? {}) as Record<string, unknown>;

/** A log-in or captive page was answered instead: nothing has been started. */
export const isPage = ({ headers }: Response): boolean =>
  headers.get('content-type')?.startsWith('text/html') === true;

/** The body of a 2xx to a start, which may be empty; null for a page. */
export async function readStarted(response: Response): Promise<unknown> {
  const text = await response.text();
  if (isPage(response) || text.trimStart().startsWith('<')) return null;
  try {
    return parseLenient(text) ?? {};
  } catch {
    return {};
  }
}

/** Reads `{ job_id }`, `{ id }`, or one of them in `{ job }`; null if there is no id. */
export function startedIn(answer: unknown, url: string): StartedJob | null {
  const { job, message } = fieldsOf(answer);
  const given = [answer, job].map(fieldsOf).map(({ job_id, id }) => job_id ?? id);
  const ids = given.map((id) => (typeof id === 'number' ? String(id) : id));
  const job_id = ids.find(isJobId);
  if (!job_id) return null;
  const named = fieldsOf(job).url;
  return { job: { job_id, url: typeof named === 'string' ? named : url }, message };
}

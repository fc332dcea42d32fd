import { isTerminal, type JobStatus } from '@seo-live/protocol';

/** How servers that were not made for us call it; any other word is one of running. */
const words: [JobStatus, string][] = [
  ['completed', 'completed complete done success succeeded finished'],
  ['failed', 'failed failure error'],
  ['cancelled', 'cancelled canceled aborted'],
  ['paused', 'paused'],
  ['queued', 'queued pending waiting'],
];

/** What has no text is none: an object may refuse to become one. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** What the event's name says of the end stands against a word that says none. */
function statusOf(said: unknown, event: string | undefined): JobStatus {
  // Python writes some of its enumerations as `JobStatus.DONE`.
  const word = textOf(said).toLowerCase().split('.').pop() ?? '';
  const known = words.find(([, synonyms]) => synonyms.split(' ').includes(word))?.[0];
  if (event === 'job_error') return known === 'cancelled' ? known : 'failed';
  if (event === 'job_completed') return known && isTerminal(known) ? known : 'completed';
  return known ?? 'running';
}

/** ISO text, with a zone only where the server gave one; seconds since 1970 are taken as such. */
function timeOf(given: unknown, received: string): string {
  if (typeof given === 'number') {
    const date = new Date(given < 1e11 ? given * 1000 : given);
    return Number.isNaN(date.getTime()) ? received : date.toISOString();
  }
  const text = textOf(given).replace(' ', 'T').slice(0, 40);
  return Number.isNaN(Date.parse(text)) ? received : text;
}

function errorOf(given: unknown): object {
  const { message = given } = (typeof given === 'object' && given ? given : {}) as { message?: unknown };
  return typeof message === 'string' && message
    ? { error: { code: 'unknown', message: message.slice(0, 2000) } }
    : {};
}

/**
 * Five fields of a server that knows nothing of ours, as a message of the contract; `now` in ms of our
 * clock. What lacks `job_id` or `progress` comes out without, for the reducer to drop and count. Fields
 * beyond the five are left away: a `seq` of somebody else's may count anything. Never throws.
 */
export function readBasicMessage(payload: unknown, now: number, event?: string): unknown {
  if (typeof payload !== 'object' || payload === null) return payload;
  const { job_id, progress, status, current_step, timestamp, error } = payload as Record<string, unknown>;
  const received_at = new Date(now).toISOString();
  const percent = typeof progress === 'string' ? Number.parseFloat(progress) : progress;
  const read = statusOf(status, event);
  return {
    job_id: typeof job_id === 'number' ? String(job_id) : job_id,
    progress: typeof percent === 'number' ? Math.max(0, Math.min(100, percent)) : percent,
    status: read,
    current_step: typeof current_step === 'string' ? current_step.slice(0, 500) : '',
    timestamp: timeOf(timestamp, received_at),
    received_at,
    ...(read === 'failed' ? errorOf(error) : {}),
  };
}

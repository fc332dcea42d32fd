import { isTerminal, type JobStatus } from '@seo-live/protocol';

/** The words of other servers for each status. An unknown word means running. */
const words: [JobStatus, string][] = [
  ['completed', 'completed complete done success succeeded finished'],
  ['failed', 'failed failure error'],
  ['cancelled', 'cancelled canceled aborted'],
  ['paused', 'paused'],
  ['queued', 'queued pending waiting'],
];

/** Only strings are read: converting an object to a string may throw. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** If the event means an end and the word does not, the event decides. */
function statusOf(given: unknown, event: string | undefined): JobStatus {
  // Python writes some of its enumerations as `JobStatus.DONE`.
  const word = textOf(given).toLowerCase().split('.').pop() ?? '';
  const known = words.find(([, synonyms]) => synonyms.split(' ').includes(word))?.[0];
  if (event === 'job_error') return known === 'cancelled' ? known : 'failed';
  if (event === 'job_completed') return known && isTerminal(known) ? known : 'completed';
  return known ?? 'running';
}

/** ISO text, with a zone only if the server gave one. A number is read as seconds or ms since 1970. */
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
 * Makes a message of the contract from the five fields of a basic server; `now` by the `WallClock`. A missing
 * `job_id` or `progress` stays missing, and the reducer drops and counts that message. Other fields are left
 * out: a `seq` of another program may count anything. Never throws.
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

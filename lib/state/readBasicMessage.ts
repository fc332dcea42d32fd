import { isTerminal, type JobStatus } from '@seo-live/protocol';
import { type SaidProgress, saidProgress } from './basicProgress';
import { parseLenient } from './parseLenient';

/** The words of other servers for each status. An unknown word means running. */
const words: [JobStatus, string][] = [
  ['completed', 'completed complete done success succeeded successful finished ok ended 完成 已完成'],
  ['failed', 'failed failure error errored timeout timed_out crashed dead expired rejected'],
  ['cancelled', 'cancelled canceled aborted stopped revoked terminated killed'],
  ['paused', 'paused'],
  ['queued', 'queued pending waiting created'],
  ['running', 'running processing started in_progress active'],
];

/** Only strings are read: converting an object to a string may throw. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** If the event means an end and the word does not, the event decides. `word`: one that is not known. */
function statusOf(
  given: unknown,
  event: string | undefined,
  hasFailed: boolean,
): { status: JobStatus; word?: string } {
  // Python writes some of its enumerations as `JobStatus.DONE`.
  const text = textOf(given).split('.').pop()?.trim() ?? '';
  const word = text.toLowerCase().replace(/[\s-]+/g, '_');
  const found = words.find(([, synonyms]) => synonyms.split(' ').includes(word))?.[0];
  const known = word === 'ended' && hasFailed ? 'failed' : found;
  if (event === 'job_error') return { status: known === 'cancelled' ? known : 'failed' };
  if (event === 'job_completed') return { status: known && isTerminal(known) ? known : 'completed' };
  if (known || !text) return { status: known ?? 'running' };
  return { status: 'running', word: text.slice(0, 40) };
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

function errorOf(given: unknown): { error?: { code: string; message: string } } {
  const { message = given } = (typeof given === 'object' && given ? given : {}) as { message?: unknown };
  return typeof message === 'string' && message
    ? { error: { code: 'unknown', message: message.slice(0, 2000) } }
    : {};
}

/** An object, also if it was sent as JSON text. */
function fieldsOf(payload: unknown): Record<string, unknown> | null {
  if (typeof payload !== 'string') {
    return typeof payload === 'object' ? (payload as Record<string, unknown> | null) : null;
  }
  try {
    const parsed = parseLenient(payload);
    return typeof parsed === 'object' ? (parsed as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

/** Where a message of a basic server comes from. */
export interface Said {
  /** By the `WallClock`. */
  now: number;
  /** The socket's event. */
  event?: string | undefined;
  /** When REST was asked, by the same clock. Absent: the socket brought it. */
  askedAt?: number;
}

/** A message of a basic server. The reducer makes its progress from what was said, and from earlier messages. */
export interface BasicMessage {
  said: SaidProgress;
}

/**
 * Makes a message of the contract from the five fields of a basic server. A missing `job_id` stays missing, and
 * the reducer drops and counts that message. So does one that says nothing at all. Other fields are left out: a
 * `seq` of another program may count anything. Never throws.
 */
export function readBasicMessage(payload: unknown, { now, event, askedAt }: Said): unknown {
  const fields = fieldsOf(payload);
  if (!fields) return payload;
  const { job_id, progress, status, current_step, timestamp, error } = fields;
  const said = saidProgress(progress);
  const isEnd = event === 'job_error' || event === 'job_completed';
  if (said.raw === null && !isEnd && !textOf(status) && !textOf(current_step)) return { job_id };
  const received_at = new Date(now).toISOString();
  const failure = errorOf(error);
  const read = statusOf(status, event, failure.error !== undefined);
  return {
    job_id: typeof job_id === 'number' ? String(job_id) : job_id,
    said,
    ...read,
    current_step: typeof current_step === 'string' ? current_step.slice(0, 500) : '',
    timestamp: timeOf(timestamp, received_at),
    received_at,
    ...(askedAt === undefined ? {} : { asked_at: new Date(askedAt).toISOString() }),
    ...(read.status === 'failed' ? failure : {}),
  };
}

/** Whether `readBasicMessage` has made it. */
export const isBasicMessage = (message: unknown): message is BasicMessage & Record<string, unknown> =>
  typeof (message as BasicMessage | null | undefined)?.said?.isPercent === 'boolean';

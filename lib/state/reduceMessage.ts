import { isTerminal, type JobMessage, jobMessageSchema } from '@seo-live/protocol';
import { isZoned } from './shownTime';

export type Outcome = 'applied' | 'duplicate' | 'stale_epoch' | 'after_end' | 'invalid';

export interface Reduced {
  state: JobMessage | null;
  outcome: Outcome;
  /** Messages between the current and the applied one that never came. */
  gap: number;
}

/** Whether the server's time names a zone. Null if the server gave no time, and the time of arrival replaces it. */
const clockOf = ({ timestamp, received_at }: JobMessage) =>
  timestamp === received_at ? null : isZoned(timestamp);

/** Times can be compared within one clock only. Otherwise the later arrival is newer, if it differs at all. */
function compareTimes(a: JobMessage, b: JobMessage): number {
  const clock = clockOf(a);
  if (clock === null || clock !== clockOf(b))
    return Number(a.progress !== b.progress || a.status !== b.status || a.current_step !== b.current_step);
  const timeOf = ({ timestamp }: JobMessage) => Date.parse(clock ? timestamp : `${timestamp}Z`) || 0;
  return timeOf(a) - timeOf(b) || a.progress - b.progress;
}

/** Orders the incoming message (`a`) and the current one within an epoch. Without `seq`: by end, time, progress. */
function compare(a: JobMessage, b: JobMessage): number {
  return (
    Number(isTerminal(a.status)) - Number(isTerminal(b.status)) ||
    (a.seq ?? -1) - (b.seq ?? -1) ||
    (a.seq === undefined ? compareTimes(a, b) : 0)
  );
}

/**
 * Folds one message, from the socket or from REST, into the state of its job. Each message holds the whole
 * state, so the result is the highest message, in any order and with any repetitions. If neither number nor
 * clock orders the messages, it is the one that arrived last. Never throws.
 */
export function reduceMessage(current: JobMessage | null, incoming: unknown): Reduced {
  const parsed = jobMessageSchema.safeParse(incoming);
  const keep = (outcome: Outcome): Reduced => ({ state: current, outcome, gap: 0 });
  if (!parsed.success || (current && parsed.data.job_id !== current.job_id)) return keep('invalid');
  const message = parsed.data;
  if (!current) return { state: message, outcome: 'applied', gap: 0 };

  const [currentEpoch, epoch] = [current.epoch ?? '', message.epoch ?? ''];
  if (epoch < currentEpoch) return keep('stale_epoch');
  if (epoch > currentEpoch) return { state: message, outcome: 'applied', gap: 0 };
  if (isTerminal(current.status)) return keep(message.seq === current.seq ? 'duplicate' : 'after_end');
  if (compare(message, current) <= 0) return keep('duplicate');
  const gap =
    message.seq !== undefined && current.seq !== undefined ? Math.max(0, message.seq - current.seq - 1) : 0;
  return { state: message, outcome: 'applied', gap };
}

import { isTerminal, type JobMessage, jobMessageSchema } from '@seo-live/protocol';
import { isZoned } from './shownTime';

export type Outcome = 'applied' | 'duplicate' | 'stale_epoch' | 'after_end' | 'invalid';

export interface Reduced {
  state: JobMessage | null;
  outcome: Outcome;
  /** Messages between the held and the applied one that were never seen. */
  gap: number;
  /** The job's log began anew (another epoch): what was held is replaced, whatever its `seq`. */
  reset: boolean;
}

/** A time without a zone only orders; it is read as UTC. */
function timeOf(timestamp: string): number {
  const time = Date.parse(isZoned(timestamp) ? timestamp : `${timestamp}Z`);
  return Number.isNaN(time) ? 0 : time;
}

/** Within an epoch. Servers without `seq` are ordered by the end, then time, then progress. */
function compare(a: JobMessage, b: JobMessage): number {
  return (
    Number(isTerminal(a.status)) - Number(isTerminal(b.status)) ||
    (a.seq ?? -1) - (b.seq ?? -1) ||
    (a.seq === undefined ? timeOf(a.timestamp) - timeOf(b.timestamp) || a.progress - b.progress : 0)
  );
}

/**
 * Folds one message, from the socket or from REST, into the state of its job. Messages are cumulative,
 * so the result is the highest of all that came, in whatever order and however often. Never throws.
 */
export function reduceMessage(current: JobMessage | null, incoming: unknown): Reduced {
  const parsed = jobMessageSchema.safeParse(incoming);
  const keep = (outcome: Outcome): Reduced => ({ state: current, outcome, gap: 0, reset: false });
  if (!parsed.success || (current && parsed.data.job_id !== current.job_id)) return keep('invalid');
  const message = parsed.data;
  if (!current) return { state: message, outcome: 'applied', gap: 0, reset: false };

  const [held, sent] = [current.epoch ?? '', message.epoch ?? ''];
  if (sent < held) return keep('stale_epoch');
  if (sent > held) return { state: message, outcome: 'applied', gap: 0, reset: true };
  if (isTerminal(current.status)) return keep(message.seq === current.seq ? 'duplicate' : 'after_end');
  if (compare(message, current) <= 0) return keep('duplicate');
  const gap =
    message.seq !== undefined && current.seq !== undefined ? Math.max(0, message.seq - current.seq - 1) : 0;
  return { state: message, outcome: 'applied', gap, reset: false };
}

import { isTerminal, type JobMessage } from '@seo-live/protocol';
import { progressAfter } from './basicProgress';
import { compareBasic } from './compareBasic';
import { isBasicMessage } from './readBasicMessage';
import { readMessage } from './readMessage';

export type Outcome = 'applied' | 'duplicate' | 'stale_epoch' | 'after_end' | 'invalid';

export interface Reduced {
  state: JobMessage | null;
  outcome: Outcome;
  /** Messages between the current and the applied one that never came. */
  gap: number;
}

/** Orders the incoming message (`a`) and the current one within an epoch. An end is the newest. */
function compare(a: JobMessage, b: JobMessage): number {
  return (
    Number(isTerminal(a.status)) - Number(isTerminal(b.status)) ||
    (a.seq ?? -1) - (b.seq ?? -1) ||
    (a.seq === undefined ? compareBasic(a, b) : 0)
  );
}

/**
 * Folds one message, from the socket or from REST, into the state of its job. Each message holds the whole
 * state, so the result is the highest message, in any order and with any repetitions. If neither number nor
 * clock orders the messages, it is the one that arrived last. Never throws.
 */
export function reduceMessage(current: JobMessage | null, incoming: unknown): Reduced {
  const message = readMessage(
    isBasicMessage(incoming)
      ? { ...incoming, ...progressAfter(current, incoming.said, incoming.status === 'completed') }
      : incoming,
  );
  const keep = (outcome: Outcome): Reduced => ({ state: current, outcome, gap: 0 });
  if (!message || (current && message.job_id !== current.job_id)) return keep('invalid');
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

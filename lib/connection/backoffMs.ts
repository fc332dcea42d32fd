import { CONNECT_PAUSES_S } from '../state/connectPauses';

/**
 * Milliseconds to wait before try `attempt` (from 1): 1 2 4 8 8 … s, ±50 % so that not every client returns
 * at once when a server comes back. No step is over ~20 s, since timers do not keep a worker alive.
 */
export function backoffMs(attempt: number, random: () => number): number {
  const base = CONNECT_PAUSES_S[Math.min(Math.max(attempt, 1), CONNECT_PAUSES_S.length) - 1] ?? 8;
  return Math.round(base * 1000 * (0.5 + random()));
}

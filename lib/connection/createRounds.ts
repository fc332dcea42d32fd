import type { Failure } from '../state/answer';
import type { createNamedTimers } from './createNamedTimers';

const FAILURES_UNTIL_REST = 3;

export interface RoundsDeps {
  timers: ReturnType<typeof createNamedTimers<'poll'>>;
  now: () => number;
  /** Asks REST for everything followed, and tells `answered`. Never rejects. */
  ask: () => Promise<void>;
}

/**
 * When REST is asked: by timers while it answers, and only by the alarm after three failures in a row.
 * A `Retry-After` holds for both.
 */
export function createRounds({ timers, now, ask }: RoundsDeps) {
  let failures = 0;
  let notBefore = 0;
  let asking: Promise<void> | null = null;

  const run = (): void => {
    timers.clear('poll');
    if (asking || now() < notBefore) return;
    const round = ask().finally(() => {
      if (asking === round) asking = null;
    });
    asking = round;
  };

  return {
    run,
    /** Takes note of an answer. */
    answered(failure: Failure | null): void {
      failures = failure ? failures + 1 : 0;
      notBefore = failure?.retryAfterMs ? now() + failure.retryAfterMs : 0;
    },
    /** Plans the next round, unless the alarm has to. */
    planNext(everyMs: number): void {
      if (failures >= FAILURES_UNTIL_REST) return;
      timers.set('poll', Math.max(everyMs, notBefore - now()), run);
    },
    /** True when it is the alarm's turn: a worker that is kept awake for nothing only costs energy. */
    isResting: (): boolean => failures >= FAILURES_UNTIL_REST,
    /** `rested`: nothing has answered for long, so that the first failure is not the first of three. */
    begin(rested = false): void {
      failures = rested ? FAILURES_UNTIL_REST : 0;
      notBefore = 0;
      asking = null;
      timers.clear('poll');
    },
  };
}
export type Rounds = ReturnType<typeof createRounds>;

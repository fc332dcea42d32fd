import { LONGEST_WAIT_MS } from '../api/retryAfterHeader';
import type { Failure } from '../state/answer';
import { failureTraitsOf } from '../state/failureTraits';
import { isAhead } from '../state/isAhead';
import type { createNamedTimers } from './createNamedTimers';

const FAILURES_UNTIL_REST = 3;
/** A longer wait is the alarm's: a timer would keep the worker awake only to wait. */
const LONGEST_TIMER_MS = 20_000;
/** An alarm never comes to the moment; one that follows a late one is early. */
const ALARM_SLACK_MS = 15_000;

export interface RoundsDeps {
  timers: ReturnType<typeof createNamedTimers<'poll'>>;
  now: () => number;
  /** Asks REST for everything followed, and tells `answered` while the answer is still `wanted`. Never rejects. */
  ask: (wanted: () => boolean) => Promise<void>;
}

/** What an earlier life of the worker, or of this state, has planned; times in ms since 1970. */
interface Before {
  /** Nothing has answered for long, so that the first failure is not the first of three. */
  resting: boolean;
  dueAt: number;
  /** How long the wait for that was. What lies further ahead was planned by a clock that was set back since. */
  plannedMs: number;
}

/**
 * When REST is asked: by timers while it answers and the pauses are short, else by the alarm. One round at
 * a time. A `Retry-After` binds everybody; who looks waits for nothing else.
 */
export function createRounds({ timers, now, ask }: RoundsDeps) {
  let failures = 0;
  let dueAt = 0;
  let planned = LONGEST_WAIT_MS;
  let holdUntil = 0;
  let heldFor = 0;
  let resting = false;
  let asking = false;
  let again = false;
  let generation = 0;

  const isHeld = (): boolean => isAhead(holdUntil, now(), heldFor);
  const isDue = (): boolean => !isHeld() && !isAhead(dueAt - ALARM_SLACK_MS, now(), planned);

  function holdTo(until: number): void {
    holdUntil = until;
    heldFor = until - now();
  }

  function run(urgent = false): void {
    if (isHeld() || !(urgent || isDue())) return;
    timers.clear('poll');
    // What is under way was asked in another state, and its answer counts for nothing.
    again = asking;
    if (asking) return;
    asking = true;
    const mine = generation;
    void ask(() => mine === generation).finally(() => {
      asking = false;
      if (again && mine !== generation) runOrPlan();
      again = false;
    });
  }

  /** By a timer, which asks at its time whatever the clock says by then; a longer wait is the alarm's. */
  function plan(wait: number): void {
    dueAt = now() + wait;
    planned = wait;
    resting = wait > LONGEST_TIMER_MS;
    if (resting) timers.clear('poll');
    else timers.set('poll', wait, runOrPlan);
  }

  function runOrPlan(): void {
    if (isHeld()) plan(holdUntil - now());
    else run(true);
  }

  return {
    run,
    /** The first round of a state: now, or as soon as a server that has asked for rest may be asked. */
    first(): void {
      if (isHeld() && !resting) plan(holdUntil - now());
      else run();
    },
    isHeld,
    isDue,
    /** True when it is the alarm's turn: a worker that is kept awake for nothing only costs energy. */
    isResting: (): boolean => resting,
    holdUntil: (): number => holdUntil,
    /** Takes note of an answer. Being told to wait is one. */
    answered(failure: Failure | null): void {
      failures = failure && !failureTraitsOf(failure.code).asksToWait ? failures + 1 : 0;
      if (failure?.retryAfterMs || !isHeld()) holdTo(now() + (failure?.retryAfterMs ?? 0));
    },
    /** Somebody else of ours was asked to wait. */
    hold(ms: number): void {
      if (!isHeld() || now() + ms > holdUntil) holdTo(now() + ms);
    },
    /** Plans the next round after `everyMs`, or after `alarmMs` when nothing answers any more. Returns the wait, ms. */
    planNext(everyMs: number, alarmMs: number): number {
      plan(Math.max(failures >= FAILURES_UNTIL_REST ? alarmMs : everyMs, isHeld() ? holdUntil - now() : 0));
      return planned;
    },
    /** Takes over until when an earlier life of the worker was to rest; 0 or NaN for not at all. */
    takeHold(until: number): void {
      holdTo(isAhead(until, now(), LONGEST_WAIT_MS) ? until : 0);
    },
    /** Another state begins. What the server has asked for goes on. */
    begin(before: Partial<Before> = {}): void {
      generation += 1;
      again = false;
      ({ resting = false, dueAt = 0, plannedMs: planned = LONGEST_WAIT_MS } = before);
      failures = resting ? FAILURES_UNTIL_REST : 0;
      resting ||= isHeld() && holdUntil - now() > LONGEST_TIMER_MS;
      timers.clear('poll');
    },
  };
}
export type Rounds = ReturnType<typeof createRounds>;

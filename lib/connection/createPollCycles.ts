import { LONGEST_WAIT_MS } from '../api/retryAfterHeader';
import type { Failure } from '../state/answer';
import { failureTraitsOf } from '../state/failureTraits';
import { isAhead } from '../state/isAhead';
import type { WallClock } from '../state/wallClock';
import type { createNamedTimers } from './createNamedTimers';

/** Failures in a row after which only the alarm asks. */
const FAILURES_UNTIL_ALARM = 3;
/** A longer wait is left to the alarm: a timer would keep the worker awake only to wait. */
const LONGEST_TIMER_MS = 20_000;
/** Alarms are not punctual; one that follows a late one comes early. */
const ALARM_SLACK_MS = 15_000;

export interface PollCyclesDeps {
  timers: ReturnType<typeof createNamedTimers<'poll'>>;
  now: WallClock;
  /** Asks REST about everything followed, and calls `answered` if the answer is still `wanted`. Never rejects. */
  ask: (wanted: () => boolean) => Promise<void>;
}

/** What an earlier worker instance, or an earlier visit to this state, planned. Times in ms since 1970. */
interface Before {
  /** Nothing has answered for long, so the first failure already leaves the next cycle to the alarm. */
  leftToAlarm: boolean;
  dueAt: number;
  /** How long that wait was. A time further ahead was planned by a clock that has been set back since. */
  plannedMs: number;
}

/**
 * When REST is asked: by timers while it answers and the waits are short, otherwise by the alarm. One poll
 * cycle runs at a time. A `Retry-After` binds every cycle; when a person looks, every other wait ends.
 */
export function createPollCycles({ timers, now, ask }: PollCyclesDeps) {
  let failures = 0;
  let dueAt = 0;
  let planned = LONGEST_WAIT_MS;
  let pausedUntil = 0;
  let pauseMs = 0;
  let overridable = false;
  let leftToAlarm = false;
  let asking = false;
  let again = false;
  let generation = 0;

  const isPaused = (): boolean => isAhead(pausedUntil, now(), pauseMs);
  const isDue = (): boolean => !isPaused() && !isAhead(dueAt - ALARM_SLACK_MS, now(), planned);

  function pauseUntil(until: number, by: Pick<Failure, 'overridable'> | null = null): void {
    pausedUntil = until;
    pauseMs = until - now();
    overridable = by?.overridable === true;
  }

  function run(urgent = false): void {
    if (isPaused() || !(urgent || isDue())) return;
    timers.clear('poll');
    // A cycle that is running was asked in another state, where its answer counts for nothing.
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

  /** A timer asks at its time, whatever the clock says by then. A longer wait is left to the alarm. */
  function plan(wait: number): void {
    dueAt = now() + wait;
    planned = wait;
    leftToAlarm = wait > LONGEST_TIMER_MS;
    if (leftToAlarm) timers.clear('poll');
    else timers.set('poll', wait, runOrPlan);
  }

  function runOrPlan(): void {
    if (isPaused()) plan(pausedUntil - now());
    else run(true);
  }

  return {
    run,
    /** The first cycle of a state: now, or as soon as the server's pause has ended. */
    first(): void {
      if (isPaused() && !leftToAlarm) plan(pausedUntil - now());
      else run();
    },
    /** Whether the server has asked us to wait, and the wait goes on. */
    isPaused,
    isDue,
    /** True while the next cycle waits for the alarm: a worker that is kept awake for nothing costs energy. */
    isLeftToAlarm: (): boolean => leftToAlarm,
    pausedUntil: (): number => pausedUntil,
    /** Takes note of an answer. Being asked to wait is an answer, too. */
    answered(failure: Failure | null): void {
      failures = failure && !failureTraitsOf(failure.code).asksToWait ? failures + 1 : 0;
      if (failure?.retryAfterMs || !isPaused()) pauseUntil(now() + (failure?.retryAfterMs ?? 0), failure);
    },
    /** Another request of ours was asked to wait. */
    pause(by: Failure): void {
      const until = now() + (by.retryAfterMs ?? 0);
      if (!isPaused() || until > pausedUntil) pauseUntil(until, by);
    },
    /** Whether a person may end the pause. */
    isOverridable: (): boolean => overridable && isPaused(),
    /** A person asks: what another program's page wants does not bind any more. */
    override(): void {
      if (overridable) pauseUntil(0);
    },
    /** Plans the next cycle after `everyMs`, or after `alarmMs` once nothing answers. Returns the wait in ms. */
    planNext(everyMs: number, alarmMs: number): number {
      plan(
        Math.max(failures >= FAILURES_UNTIL_ALARM ? alarmMs : everyMs, isPaused() ? pausedUntil - now() : 0),
      );
      return planned;
    },
    /** Continues a pause that an earlier worker instance stored; 0 or NaN for none. */
    resumePause(until: number, by: Pick<Failure, 'overridable'> | null = null): void {
      pauseUntil(isAhead(until, now(), LONGEST_WAIT_MS) ? until : 0, by);
    },
    /** Begins another state. A pause that the server has asked for goes on. */
    begin(before: Partial<Before> = {}): void {
      generation += 1;
      again = false;
      ({ leftToAlarm = false, dueAt = 0, plannedMs: planned = LONGEST_WAIT_MS } = before);
      failures = leftToAlarm ? FAILURES_UNTIL_ALARM : 0;
      leftToAlarm ||= isPaused() && pausedUntil - now() > LONGEST_TIMER_MS;
      timers.clear('poll');
    },
  };
}
export type PollCycles = ReturnType<typeof createPollCycles>;

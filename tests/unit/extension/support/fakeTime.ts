import { setImmediate } from 'node:timers/promises';
import type { Timers } from '../../../../lib/state/wallClock.ts';

/** Lets everything that waits only for promises run. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) await setImmediate();
}

/** A clock that moves only on demand, and runs each timer at its time. */
export function createFakeTime(start = Date.parse('2026-11-22T12:00:00.000Z')) {
  let now = start;
  let next = 1;
  let clocks = [0];
  const timers = new Map<number, { at: number; ms: number; run: () => void }>();
  const api: Timers = {
    set: (run, ms) => {
      timers.set(next, { at: now + ms, ms, run });
      next += 1;
      return next - 1;
    },
    clear: (timer) => {
      timers.delete(timer as number);
    },
  };
  return {
    timers: api,
    now: () => now,
    pending: () => [...timers.values()].map(({ at }) => at - now).sort((a, b) => a - b),
    /** How long each was asked to wait. */
    waits: () => [...timers.values()].map(({ ms }) => ms),
    clearAll: () => timers.clear(),
    /** How far a time that was planned earlier may lie from the present clock's, for each clock that there was. */
    clocks: () => clocks,
    /** Sets the wall clock. Timers are not affected. */
    shift(ms: number): void {
      now += ms;
      clocks = [...clocks.map((set) => set + ms), 0];
      for (const timer of timers.values()) timer.at += ms;
    },
    async advance(ms: number): Promise<void> {
      const end = now + ms;
      await settle();
      for (;;) {
        const due = [...timers].filter(([, timer]) => timer.at <= end).sort((a, b) => a[1].at - b[1].at)[0];
        if (!due) break;
        timers.delete(due[0]);
        now = Math.max(now, due[1].at);
        due[1].run();
        await settle();
      }
      now = end;
    },
  };
}

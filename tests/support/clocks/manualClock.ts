import type { Clock } from '../../../server/src/shared/clock.ts';

/** A clock that stands still until it is moved; what falls due on the way runs in order. */
export function createManualClock(start = Date.UTC(2026, 10, 22, 20)) {
  let now = start;
  const due: { at: number; task: () => void }[] = [];
  const clock: Clock & { advance(ms: number): void } = {
    now: () => now,
    after(ms, task) {
      const entry = { at: now + ms, task };
      due.push(entry);
      return () => {
        const index = due.indexOf(entry);
        if (index >= 0) due.splice(index, 1);
      };
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const next = due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        due.splice(due.indexOf(next), 1);
        now = Math.max(now, next.at);
        next.task();
      }
      now = end;
    },
  };
  return clock;
}

import type { Clock } from '../../../server/src/shared/clock.ts';

interface Timer {
  at: number;
  task: () => void;
}

/** Runs what waits for promises that are already resolved. */
const flushPromises = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

/**
 * A clock that stands still until a test advances it; tasks that become due on the way run in order. The
 * monotonic time starts at 0, so that a mix-up with wall time shows.
 */
export function createManualClock(startWallMs = Date.UTC(2026, 10, 22, 20)) {
  let now = 0;
  let timers: Timer[] = [];

  function after(ms: number, task: () => void): () => void {
    const timer = { at: now + ms, task };
    timers.push(timer);
    return () => {
      timers = timers.filter((other) => other !== timer);
    };
  }

  /** Runs the next task that is due by `end`; false when there is none. */
  function runNext(end: number): boolean {
    const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
    if (next === undefined) return false;
    timers = timers.filter((timer) => timer !== next);
    now = Math.max(now, next.at);
    next.task();
    return true;
  }

  const clock = {
    wallMs: () => startWallMs + now,
    monotonicMs: () => now,
    after,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const cancel = after(ms, resolve);
        signal.addEventListener('abort', () => {
          cancel();
          reject(signal.reason);
        });
      }),
    advance(ms) {
      const end = now + ms;
      while (runNext(end));
      now = end;
    },
    /** As `advance`, and lets promises settle between the tasks. */
    async advanceAsync(ms) {
      const end = now + ms;
      do await flushPromises();
      while (runNext(end));
      now = end;
      await flushPromises();
    },
  } satisfies Clock & { advance(ms: number): void; advanceAsync(ms: number): Promise<void> };
  return clock;
}

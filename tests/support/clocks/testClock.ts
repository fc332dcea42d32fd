import type { Clock } from '../../../server/src/crawl/ports/crawlClock.ts';

interface Timer {
  at: number;
  call: () => void;
}

/** Time that passes only when told to. */
export function createTestClock(startWall = Date.UTC(2026, 0, 1)) {
  let now = 0;
  let timers: Timer[] = [];

  const after = (ms: number, call: () => void): (() => void) => {
    const timer = { at: now + ms, call };
    timers.push(timer);
    return () => {
      timers = timers.filter((other) => other !== timer);
    };
  };

  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };

  const clock: Clock = {
    now: () => now,
    wall: () => startWall + now,
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
  };

  return {
    clock,
    async advance(ms: number): Promise<void> {
      const end = now + ms;
      for (;;) {
        await settle();
        const [next] = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.call();
      }
      now = end;
      await settle();
    },
  };
}

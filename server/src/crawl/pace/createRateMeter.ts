import type { Clock } from '../../shared/clock.ts';

const WINDOW_MS = 15_000;

/** Measures the pages per second over the last 15 s. */
export function createRateMeter(clock: Pick<Clock, 'monotonicMs'>) {
  let times: number[] = [];
  const startedAt = clock.monotonicMs();

  function ratePerS(): number {
    const end = clock.monotonicMs();
    times = times.filter((time) => time > end - WINDOW_MS);
    const span = Math.min(WINDOW_MS, end - startedAt);
    return span <= 0 ? 0 : Math.round((times.length / span) * 10_000) / 10;
  }

  return {
    count(): void {
      times.push(clock.monotonicMs());
      if (times.length > 50_000) times = times.slice(-25_000);
    },
    ratePerS,
  };
}

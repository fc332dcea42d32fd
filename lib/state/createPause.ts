import { isAhead } from './isAhead';
import type { WallClock } from './wallClock';

/** A time in which something must not be done again. It also ends when the clock is set back. */
export function createPause(now: WallClock) {
  let until = 0;
  let length = 0;
  return {
    begin(ms: number): void {
      until = now() + ms;
      length = ms;
    },
    isOn: (): boolean => isAhead(until, now(), length),
  };
}

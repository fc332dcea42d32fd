import { isAhead } from './isAhead';
import type { WallClock } from './wallClock';

/** Time in which something is not to be done again; `now` in ms. A clock that is set back ends it. */
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

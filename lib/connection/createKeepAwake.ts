import type { Timers } from '../state/wallClock';

const TOUCH_EVERY_MS = 20_000;

/**
 * Chrome stops a worker after 30 s without an event, an extension API call or a WebSocket frame; Firefox
 * does not even count frames. One extension API call every 20 s keeps both awake; stopping lets them sleep.
 */
export function createKeepAwake(deps: { timers: Timers; touch: () => Promise<unknown> }) {
  let timer: unknown = null;
  const beat = () => {
    timer = deps.timers.set(() => {
      deps.touch().catch(() => undefined);
      beat();
    }, TOUCH_EVERY_MS);
  };
  return {
    keep(awake: boolean): void {
      if (awake === (timer !== null)) return;
      if (awake) {
        beat();
      } else {
        deps.timers.clear(timer);
        timer = null;
      }
    },
  };
}

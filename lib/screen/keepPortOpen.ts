import type { Timers } from '../state/wallClock';

/** The part of a runtime port that is used. */
interface Port {
  onDisconnect: { addListener(listener: () => void): void };
}

/**
 * Keeps a port to the background open. When the browser kills the worker the port closes, and connecting
 * again wakes the worker: first after 100 ms, then after twice as long each time, up to 2 s.
 */
export function keepPortOpen(deps: { connect: () => Port; timers: Pick<Timers, 'set'> }): void {
  let wait = 100;
  const open = () => {
    let wasOpen = false;
    deps.timers.set(() => {
      wasOpen = true;
    }, 2000);
    try {
      const port = deps.connect();
      port.onDisconnect.addListener(() => {
        // This port was connected for a while, so the attempt was not refused.
        if (wasOpen) wait = 100;
        deps.timers.set(open, wait);
        wait = Math.min(wait * 2, 2000);
      });
    } catch {
      deps.timers.set(open, wait);
      wait = Math.min(wait * 2, 2000);
    }
  };
  open();
}

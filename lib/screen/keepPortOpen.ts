/** The part of a runtime port that is used. */
interface Port {
  onDisconnect: { addListener(listener: () => void): void };
}

/**
 * Keeps a port to the background open. When the browser kills the worker the port dies, and connecting
 * again wakes it: at once (100 ms), then doubling up to 2 s.
 */
export function keepPortOpen(deps: {
  connect: () => Port;
  after: (ms: number, run: () => void) => void;
}): void {
  let wait = 100;
  const open = () => {
    let wasOpen = false;
    deps.after(2000, () => {
      wasOpen = true;
    });
    try {
      const port = deps.connect();
      port.onDisconnect.addListener(() => {
        // This port was connected for a while, so the attempt was not refused.
        if (wasOpen) wait = 100;
        deps.after(wait, open);
        wait = Math.min(wait * 2, 2000);
      });
    } catch {
      deps.after(wait, open);
      wait = Math.min(wait * 2, 2000);
    }
  };
  open();
}

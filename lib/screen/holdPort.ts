/** The part of a runtime port that is used. */
interface Port {
  onDisconnect: { addListener(listener: () => void): void };
}

/**
 * Keeps a port to the background open. When the browser kills the worker the port dies, and connecting
 * again wakes it: at once (100 ms), then doubling up to 2 s.
 */
export function holdPort(deps: { connect: () => Port; after: (ms: number, run: () => void) => void }): void {
  let wait = 100;
  const open = () => {
    let lived = false;
    deps.after(2000, () => {
      lived = true;
    });
    try {
      const port = deps.connect();
      port.onDisconnect.addListener(() => {
        // A port that lived for a while was a worker's life, not a refused attempt.
        if (lived) wait = 100;
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

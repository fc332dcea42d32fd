/** Time, handed in as a parameter so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970, UTC. It jumps when somebody sets the machine's clock: for timestamps only. */
  wallMs(): number;
  /** Milliseconds from some point in the past. It never goes back: for durations. */
  monotonicMs(): number;
  /** Resolves after `ms`; rejects with the signal's reason when the signal aborts first. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Calls `task` once after `ms`. The function it returns cancels that. The timer keeps no process alive. */
  after(ms: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      }, ms);
      function onAbort(): void {
        clearTimeout(timer);
        reject(signal.reason);
      }
      signal.addEventListener('abort', onAbort, { once: true });
    }),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** ISO 8601 in UTC, the form of every time on the wire and in the store. */
export const isoNow = (clock: Pick<Clock, 'wallMs'>): string => new Date(clock.wallMs()).toISOString();

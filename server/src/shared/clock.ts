/** The time, passed as a parameter so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970, UTC. Jumps when the machine's clock is set, so it is only for timestamps. */
  wallMs(): number;
  /** Milliseconds from some point in the past. Never goes back, so it is for durations. */
  monotonicMs(): number;
  /** Resolves after `ms`; rejects with the signal's reason when the signal aborts first. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Calls `task` once after `ms`. The returned function cancels it. The timer does not keep the process alive. */
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

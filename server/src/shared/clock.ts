/** Time as a parameter, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Runs `task` after `ms`; the answer takes it back. Never keeps the process alive. */
  after(ms: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** ISO 8601 in UTC, as every time on the wire and in the store. */
export const isoNow = (clock: Clock): string => new Date(clock.now()).toISOString();

/** Gives an answer to everyone who waits for it under its name. */
export function createAwaited<T>() {
  const waiting = new Map<string, Set<(answer: T) => void>>();

  return {
    resolve(name: string, answer: T): void {
      for (const give of waiting.get(name) ?? []) give(answer);
    },
    /** Null when `over` is fulfilled or rejected before there is an answer. */
    until(name: string, over: Promise<unknown>): Promise<T | null> {
      const waiters = waiting.get(name) ?? new Set();
      waiting.set(name, waiters);
      return new Promise((resolve) => {
        const end = () => {
          waiters.delete(resolve);
          if (waiters.size === 0) waiting.delete(name);
          resolve(null);
        };
        waiters.add(resolve);
        void over.then(end, end);
      });
    },
  };
}

/** Answers by the name of what was asked: whoever gets one gives it to everybody who waits for it. */
export function createAwaited<T>() {
  const waiting = new Map<string, Set<(answer: T) => void>>();

  return {
    tell(name: string, answer: T): void {
      for (const resolve of waiting.get(name) ?? []) resolve(answer);
    },
    /** Null when `over` settles, in whatever way, before there is an answer. */
    until(name: string, over: Promise<unknown>): Promise<T | null> {
      const held = waiting.get(name) ?? new Set();
      waiting.set(name, held);
      return new Promise((resolve) => {
        const end = () => {
          held.delete(resolve);
          if (held.size === 0) waiting.delete(name);
          resolve(null);
        };
        held.add(resolve);
        void over.then(end, end);
      });
    },
  };
}

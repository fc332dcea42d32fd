import type { Timers } from '../state/wallClock';

/** At most one timer of each name: setting it again replaces it. */
export function createNamedTimers<Name extends string>(timers: Timers) {
  const running = new Map<Name, unknown>();
  const clear = (...names: Name[]): void => {
    for (const name of names) {
      timers.clear(running.get(name));
      running.delete(name);
    }
  };
  return {
    clear,
    set(name: Name, ms: number, run: () => void): void {
      clear(name);
      const timer = timers.set(() => {
        running.delete(name);
        run();
      }, ms);
      running.set(name, timer);
    },
    has: (name: Name): boolean => running.has(name),
  };
}

import type { StorageArea } from '../../../../lib/state/createStoredItem.ts';

type Listener = (changes: Record<string, { newValue?: unknown }>) => void;

/**
 * Browser storage in memory, with `stored` in it. Values are copied in and out, as the browser does. `dieAfter(n)` simulates a
 * worker killed after its n-th write: from then on nothing is written and no call is answered.
 */
export function createMemoryArea(stored: Record<string, unknown> = {}) {
  const items = new Map(Object.entries(stored).map(([key, value]) => [key, JSON.stringify(value)]));
  const listeners = new Set<Listener>();
  let writesLeft = Number.POSITIVE_INFINITY;
  let writes = 0;
  let refusals = 0;
  let refused = false;
  const never = () => new Promise<never>(() => {});

  const area: StorageArea = {
    get: async (keys) => {
      if (writesLeft <= 0) return never();
      await Promise.resolve();
      const found = [keys].flat().flatMap((key) => {
        const text = items.get(key);
        return text === undefined ? [] : [[key, JSON.parse(text)]];
      });
      return Object.fromEntries(found);
    },
    set: async (given) => {
      if (writesLeft <= 0) return never();
      await Promise.resolve();
      if (refusals > 0) {
        refusals -= 1;
        refused = true;
        throw new Error('QuotaExceededError');
      }
      writes += 1;
      for (const [key, value] of Object.entries(given)) items.set(key, JSON.stringify(value));
      writesLeft -= 1;
      if (writesLeft <= 0) return never();
      const changes = Object.fromEntries(Object.entries(given).map(([key, newValue]) => [key, { newValue }]));
      for (const listener of listeners) listener(changes);
    },
    remove: async (key) => {
      items.delete(key);
      for (const listener of listeners) listener({ [key]: {} });
    },
    onChanged: {
      addListener: (listener) => listeners.add(listener),
      removeListener: (listener) => listeners.delete(listener),
    },
  };
  return {
    area,
    writes: () => writes,
    /** What is stored, without waiting. */
    peek: (key: string): unknown => JSON.parse(items.get(key) ?? 'null'),
    /** Refuses the next `count` writes, like a disk that is full for a moment. */
    refuse: (count: number) => {
      refusals = count;
    },
    /** A write was refused, and no alarm or person has repeated it yet. */
    hasRefused: () => refused,
    comeBack: () => {
      refused = false;
    },
    dieAfter: (count: number) => {
      writesLeft = count;
    },
    /** For the next worker instance: the same stored values, no listeners. */
    revive: () => {
      writesLeft = Number.POSITIVE_INFINITY;
      listeners.clear();
      refused = false;
    },
    clear: () => items.clear(),
  };
}

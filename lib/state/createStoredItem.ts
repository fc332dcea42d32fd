import { createMutex, type Mutex } from './createMutex';

/** The part of `browser.storage.local` and `.session` that is used. */
export interface StorageArea {
  get(keys: string | string[]): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(key: string): Promise<void>;
  onChanged: {
    addListener(listener: (changes: Record<string, { newValue?: unknown }>) => void): void;
    removeListener(listener: (changes: Record<string, { newValue?: unknown }>) => void): void;
  };
}

/**
 * One typed key of browser storage. Screens read and watch; only the background writes. Changes run one
 * after another, so that no change is lost between the read and the write of another.
 */
export function createStoredItem<T>(
  area: StorageArea,
  key: string,
  fallback: T,
  exclusive: Mutex = createMutex(),
) {
  const readFrom = (stored: Record<string, unknown>): T => (stored[key] as T | undefined) ?? fallback;
  const get = async (): Promise<T> => readFrom(await area.get(key));

  return {
    key,
    area,
    /** Picks the value out of several items that were read together. */
    readFrom,
    get,
    set: (value: T): Promise<void> => exclusive(() => area.set({ [key]: value })),
    /** `change` returns the same object when there is nothing to write. */
    update: (change: (current: T) => T): Promise<T> =>
      exclusive(async () => {
        const current = await get();
        const next = change(current);
        if (next !== current) await area.set({ [key]: next });
        return next;
      }),
    remove: (): Promise<void> => exclusive(() => area.remove(key)),
    /** Returns the function that stops watching. */
    watch(listener: (value: T) => void): () => void {
      const onChanged = (changes: Record<string, { newValue?: unknown }>) => {
        const change = changes[key];
        if (change) listener(readFrom({ [key]: change.newValue }));
      };
      area.onChanged.addListener(onChanged);
      return () => area.onChanged.removeListener(onChanged);
    },
  };
}
export type StoredItem<T> = ReturnType<typeof createStoredItem<T>>;

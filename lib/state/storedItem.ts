import { createMutex, type Mutex } from './mutex';

/** The part of `browser.storage.local` and `.session` that is used. */
export interface StorageArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(key: string): Promise<void>;
  onChanged: {
    addListener(listener: (changes: Record<string, { newValue?: unknown }>) => void): void;
    removeListener(listener: (changes: Record<string, { newValue?: unknown }>) => void): void;
  };
}

/**
 * One typed key of browser storage. Screens read and watch; only the background writes, through
 * `update`, which runs one change after the other: two awaits can never lose an update.
 */
export function createStoredItem<T>(
  area: StorageArea,
  key: string,
  fallback: T,
  inTurn: Mutex = createMutex(),
) {
  const get = async (): Promise<T> => ((await area.get(key))[key] as T | undefined) ?? fallback;

  return {
    key,
    get,
    set: (value: T): Promise<void> => inTurn(() => area.set({ [key]: value })),
    /** `change` returns the same object when there is nothing to write. */
    update: (change: (current: T) => T): Promise<T> =>
      inTurn(async () => {
        const current = await get();
        const next = change(current);
        if (next !== current) await area.set({ [key]: next });
        return next;
      }),
    remove: (): Promise<void> => inTurn(() => area.remove(key)),
    /** Returns the function that stops watching. */
    watch(listener: (value: T) => void): () => void {
      const onChanged = (changes: Record<string, { newValue?: unknown }>) => {
        const change = changes[key];
        if (change) listener((change.newValue as T | undefined) ?? fallback);
      };
      area.onChanged.addListener(onChanged);
      return () => area.onChanged.removeListener(onChanged);
    },
  };
}
export type StoredItem<T> = ReturnType<typeof createStoredItem<T>>;

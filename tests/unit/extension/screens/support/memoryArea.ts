type Changes = Record<string, { newValue?: unknown }>;

/** Browser storage in memory. */
export function memoryArea(items: Record<string, unknown>) {
  const listeners = new Set<(changes: Changes) => void>();
  return {
    get: async (keys: string | string[]) =>
      Object.fromEntries([keys].flat().flatMap((key) => (key in items ? [[key, items[key]]] : []))),
    async set(more: Record<string, unknown>) {
      Object.assign(items, more);
      const changes = Object.fromEntries(Object.entries(more).map(([key, newValue]) => [key, { newValue }]));
      for (const listener of listeners) listener(changes);
    },
    async remove(key: string) {
      delete items[key];
      for (const listener of listeners) listener({ [key]: {} });
    },
    onChanged: {
      addListener: (listener: (changes: Changes) => void) => void listeners.add(listener),
      removeListener: (listener: (changes: Changes) => void) => void listeners.delete(listener),
    },
  };
}

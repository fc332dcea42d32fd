import { useSyncExternalStore } from 'react';

function watch(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

/** The fragment of the address, with its `#`. */
export const useHash = (): string => useSyncExternalStore(watch, () => location.hash);

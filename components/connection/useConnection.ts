import { useSyncExternalStore } from 'react';
import { connectionStateOf } from '@/lib/state/connectionStateOf';
import type { ConnectionState } from '@/lib/state/connectionStates';
import { useStored } from '../screen/ScreenProvider';

function watchOnline(changed: () => void): () => void {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
}

/** The state of the connection, as people see it. */
export function useConnection(): ConnectionState {
  const connection = useStored((view) => view.connection);
  const settings = useStored((view) => view.settings);
  const serverUrl = useStored((view) => view.server?.url ?? null);
  const online = useSyncExternalStore(watchOnline, () => navigator.onLine);
  return connectionStateOf(connection, settings, { online, serverUrl });
}

/** Whether the server is a basic one, which sends only the five basic fields. */
export const useBasicServer = (): boolean => useStored((view) => view.server?.kind === 'plain');

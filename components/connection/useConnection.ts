import { useSyncExternalStore } from 'react';
import { useStored } from '../screen/ScreenProvider';
import { type ConnectionState, connectionState } from './connectionState';

function watchOnline(changed: () => void): () => void {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
}

/** The connection's state in the terms people are told. */
export function useConnection(): ConnectionState {
  const connection = useStored((view) => view.connection);
  const settings = useStored((view) => view.settings);
  const serverUrl = useStored((view) => view.server?.url ?? null);
  const online = useSyncExternalStore(watchOnline, () => navigator.onLine);
  return connectionState(connection, settings, { online, serverUrl });
}

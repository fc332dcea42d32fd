import { defaultSettings, idleConnection } from './defaults';
import { createStoredItem, type StorageArea } from './storedItem';
import type {
  ConnectionView,
  FollowedJob,
  Intent,
  LiveJobs,
  LogEntry,
  PairedServer,
  Settings,
} from './types';

/** Everything that is stored, under typed names. Local outlives the browser, session outlives the worker. */
export function createState(areas: { local: StorageArea; session: StorageArea }) {
  const { local, session } = areas;
  return {
    settings: createStoredItem<Settings>(local, 'settings', defaultSettings),
    server: createStoredItem<PairedServer | null>(local, 'server', null),
    /** Oldest first; ended rows stay as the list of earlier scans. */
    followed: createStoredItem<FollowedJob[]>(local, 'followed', []),
    intents: createStoredItem<Intent[]>(local, 'intents', []),
    live: createStoredItem<LiveJobs>(session, 'live', {}),
    connection: createStoredItem<ConnectionView>(session, 'connection', idleConnection),
    log: createStoredItem<LogEntry[]>(session, 'log', []),
  };
}
export type State = ReturnType<typeof createState>;

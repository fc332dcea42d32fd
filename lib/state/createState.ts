import type { BlockedSocket } from './blockedSocket';
import type { LogEntry } from './connectionLog';
import type { ConnectionView } from './connectionView';
import { createMutex } from './createMutex';
import { createStoredItem, type StorageArea, type StoredItem } from './createStoredItem';
import { defaultSettings, idleConnection, noneStartedElsewhere } from './defaults';
import type { FollowedJob, LiveJobs } from './followedJob';
import type { Intent } from './intent';
import type { JobKey } from './jobKey';
import { type Measured, noRest, nothingMeasured, type TelemetryRest } from './measured';
import type { Notified } from './notified';
import type { PairedServer } from './pairedServer';
import type { Settings } from './settings';
import type { StartedElsewhere } from './startedElsewhere';
import type { TimelinePoint } from './timeline';
import type { Outage } from './tryEveryMs';

export interface Rows {
  followed: FollowedJob[];
  intents: Intent[];
}

interface WithRows {
  server?: PairedServer | null;
  changeNotified?: (current: Notified[]) => Notified[];
}

type Value<Item> = Item extends StoredItem<infer T> ? T : never;

/** All stored items, typed. Local storage survives the browser, session storage survives the worker. */
export function createState(areas: { local: StorageArea; session: StorageArea }) {
  const { local, session } = areas;
  const rowsExclusive = createMutex();
  const timelinesExclusive = createMutex();
  const items = {
    settings: createStoredItem<Settings>(local, 'settings', defaultSettings),
    server: createStoredItem<PairedServer | null>(local, 'server', null, rowsExclusive),
    /** Oldest first; ended rows stay as the list of earlier scans. */
    followed: createStoredItem<FollowedJob[]>(local, 'followed', [], rowsExclusive),
    intents: createStoredItem<Intent[]>(local, 'intents', [], rowsExclusive),
    notified: createStoredItem<Notified[]>(local, 'notified', [], rowsExclusive),
    outage: createStoredItem<Outage | null>(local, 'outage', null),
    elsewhere: createStoredItem<StartedElsewhere>(local, 'elsewhere', noneStartedElsewhere),
    measured: createStoredItem<Measured>(local, 'measured', nothingMeasured),
    telemetryRest: createStoredItem<TelemetryRest>(session, 'telemetryRest', noRest),
    live: createStoredItem<LiveJobs>(session, 'live', {}),
    connection: createStoredItem<ConnectionView>(session, 'connection', idleConnection),
    blocked: createStoredItem<BlockedSocket | null>(session, 'blocked', null),
    log: createStoredItem<LogEntry[]>(session, 'log', []),
  };
  type Items = typeof items;

  /** Reads several items at one moment. Read one by one, a write in between could make them contradict each other. */
  async function read<Name extends keyof Items>(...names: Name[]): Promise<{ [N in Name]: Value<Items[N]> }> {
    const readArea = async (area: StorageArea) => {
      const keys = names.filter((name) => items[name].area === area);
      return keys.length === 0 ? {} : area.get(keys);
    };
    const [ofLocal, ofSession] = await Promise.all([readArea(local), readArea(session)]);
    const stored = { ...ofLocal, ...ofSession };
    const values = names.map((name) => [name, items[name].readFrom(stored)]);
    return Object.fromEntries(values) as { [N in Name]: Value<Items[N]> };
  }

  return {
    ...items,
    read,
    /**
     * Changes scans and intents in one write, so that an intent that becomes a scan is neither shown twice nor
     * lost. `server` is written with them, so that no row is stored under a server that it is not for.
     * `changeNotified` also changes the notification history, so that no row is marked as done while its entry
     * is open.
     */
    updateRows: (change: (rows: Rows) => Rows, { changeNotified, ...more }: WithRows = {}): Promise<Rows> =>
      rowsExclusive(async () => {
        const { followed, intents, notified } = await read('followed', 'intents', 'notified');
        const next = change({ followed, intents });
        const entries = changeNotified && { notified: changeNotified(notified) };
        await local.set({ ...more, ...entries, followed: next.followed, intents: next.intents });
        return next;
      }),
    /** The progress of a scan without a report. Each scan has its own key, since it is written often. */
    timeline: (key: JobKey) =>
      createStoredItem<TimelinePoint[]>(local, `timeline|${key}`, [], timelinesExclusive),
  };
}
export type State = ReturnType<typeof createState>;

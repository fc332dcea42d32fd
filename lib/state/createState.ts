import type { LogEntry } from './connectionLog';
import type { ConnectionView } from './connectionView';
import { defaultSettings, idleConnection, nothingElsewhere } from './defaults';
import type { FollowedJob, LiveJobs } from './followedJob';
import type { Intent } from './intent';
import type { JobKey } from './jobKey';
import { type Measured, noRest, nothingMeasured, type TelemetryRest } from './measured';
import { createMutex } from './mutex';
import type { Notified } from './notified';
import type { Outage } from './outageSchedule';
import type { PairedServer } from './pairedServer';
import type { Settings } from './settings';
import type { Elsewhere } from './startedElsewhere';
import { createStoredItem, type StorageArea } from './storedItem';
import type { TimelinePoint } from './timeline';

export interface Rows {
  followed: FollowedJob[];
  intents: Intent[];
}

interface WithRows {
  server?: PairedServer | null;
  changeNotified?: (held: Notified[]) => Notified[];
}

/** Everything that is stored, under typed names. Local outlives the browser, session outlives the worker. */
export function createState(areas: { local: StorageArea; session: StorageArea }) {
  const { local, session } = areas;
  const rowsInTurn = createMutex();
  const followed = createStoredItem<FollowedJob[]>(local, 'followed', [], rowsInTurn);
  const intents = createStoredItem<Intent[]>(local, 'intents', [], rowsInTurn);
  const notified = createStoredItem<Notified[]>(local, 'notified', [], rowsInTurn);
  const pointsInTurn = createMutex();

  return {
    settings: createStoredItem<Settings>(local, 'settings', defaultSettings),
    server: createStoredItem<PairedServer | null>(local, 'server', null, rowsInTurn),
    /** Oldest first; ended rows stay as the list of earlier scans. */
    followed,
    intents,
    /**
     * Both in one write: a row that stops being an intent and becomes a scan is never shown twice, nor lost.
     * With another server, that too: rows never stand under one that they are not for. With the list of what
     * was told, that too: no row is told while its entry is open.
     */
    updateRows: (change: (rows: Rows) => Rows, { changeNotified, ...more }: WithRows = {}): Promise<Rows> =>
      rowsInTurn(async () => {
        const next = change({ followed: await followed.get(), intents: await intents.get() });
        const told = changeNotified && { notified: changeNotified(await notified.get()) };
        await local.set({ ...more, ...told, followed: next.followed, intents: next.intents });
        return next;
      }),
    /** Of a plain server's scan; each under a key of its own, since it is written often. */
    timeline: (key: JobKey) => createStoredItem<TimelinePoint[]>(local, `timeline|${key}`, [], pointsInTurn),
    outage: createStoredItem<Outage | null>(local, 'outage', null),
    elsewhere: createStoredItem<Elsewhere>(local, 'elsewhere', nothingElsewhere),
    notified,
    measured: createStoredItem<Measured>(local, 'measured', nothingMeasured),
    telemetryRest: createStoredItem<TelemetryRest>(session, 'telemetryRest', noRest),
    live: createStoredItem<LiveJobs>(session, 'live', {}),
    connection: createStoredItem<ConnectionView>(session, 'connection', idleConnection),
    log: createStoredItem<LogEntry[]>(session, 'log', []),
  };
}
export type State = ReturnType<typeof createState>;

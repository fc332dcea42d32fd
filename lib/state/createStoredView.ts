import { createStore } from 'zustand/vanilla';
import type { LogEntry } from './connectionLog';
import type { ConnectionView } from './connectionView';
import type { State } from './createState';
import { defaultSettings, idleConnection, noneStartedElsewhere } from './defaults';
import type { FollowedJob, LiveJobs } from './followedJob';
import type { Intent } from './intent';
import type { JobView } from './jobView';
import { type Measured, nothingMeasured } from './measured';
import type { Notified } from './notified';
import type { PairedServer, ServerInfo } from './pairedServer';
import { selectJobs } from './selectJobs';
import { selectStartedElsewhere } from './selectStartedElsewhere';
import type { Settings } from './settings';
import type { StartedElsewhere, StartedElsewhereJob } from './startedElsewhere';

/** The stored state as screens see it, without the token. */
export interface StoredView {
  ready: boolean;
  server: ServerInfo | null;
  settings: Settings;
  connection: ConnectionView;
  jobs: JobView[];
  log: LogEntry[];
  notified: Notified[];
  measured: Measured;
  /** Running scans of the same person that this browser neither started nor follows. */
  elsewhere: StartedElsewhereJob[];
}

/** Rows that did not change keep their identity: a message about one scan then renders only its card. */
function keepUnchanged(before: JobView[], after: JobView[]): JobView[] {
  const known = new Map(before.map((job) => [job.id, job]));
  const rows = after.map((job) => {
    const old = known.get(job.id);
    return old && JSON.stringify(old) === JSON.stringify(job) ? old : job;
  });
  return rows.length === before.length && rows.every((row, index) => row === before[index]) ? before : rows;
}

const withoutToken = (server: PairedServer | null): ServerInfo | null => {
  if (!server) return null;
  const { token: _, ...info } = server;
  return info;
};

/** While messages come without a pause, each following change corrects the view anyway. */
const MOST_READS = 5;

/**
 * A zustand store that mirrors the stored state. `load` fills it once before the first paint, without
 * any network; afterwards each change of the storage is folded in.
 */
export function createStoredView(state: State) {
  let followed: FollowedJob[] = [];
  let live: LiveJobs = {};
  let intents: Intent[] = [];
  let elsewhere: StartedElsewhere = noneStartedElsewhere;
  let server: PairedServer | null = null;
  const store = createStore<StoredView>(() => ({
    ready: false,
    server: null,
    settings: defaultSettings,
    connection: idleConnection,
    jobs: [],
    log: [],
    notified: [],
    measured: nothingMeasured,
    elsewhere: [],
  }));
  const refreshJobs = () =>
    store.setState(({ jobs }) => ({
      jobs: keepUnchanged(jobs, selectJobs({ followed, live, intents })),
      elsewhere: selectStartedElsewhere(elsewhere, server, followed),
    }));

  const stops = [
    state.server.watch((paired) => {
      server = paired;
      store.setState({ server: withoutToken(paired) });
      refreshJobs();
    }),
    state.elsewhere.watch((value) => {
      elsewhere = value;
      refreshJobs();
    }),
    state.settings.watch((settings) => store.setState({ settings })),
    state.connection.watch((connection) => store.setState({ connection })),
    state.log.watch((log) => store.setState({ log })),
    state.notified.watch((notified) => store.setState({ notified })),
    state.measured.watch((measured) => store.setState({ measured })),
    state.followed.watch((value) => {
      followed = value;
      refreshJobs();
    }),
    state.live.watch((value) => {
      live = value;
      refreshJobs();
    }),
    state.intents.watch((value) => {
      intents = value;
      refreshJobs();
    }),
  ];

  let changes = 0;
  const count = () => {
    changes += 1;
  };
  for (const item of Object.values(state)) if (typeof item !== 'function') stops.push(item.watch(count));

  async function read(): Promise<void> {
    const { server: paired, ...stored } = await state.read(
      'server',
      'settings',
      'connection',
      'log',
      'notified',
      'measured',
      'followed',
      'live',
      'intents',
      'elsewhere',
    );
    ({ followed, live, intents, elsewhere } = stored);
    server = paired;
    const { settings, connection, log, notified, measured } = stored;
    store.setState({
      ready: true,
      server: withoutToken(paired),
      settings,
      connection,
      log,
      notified,
      measured,
    });
    refreshJobs();
  }

  return {
    store,
    /** The timeline of one scan. It is not part of the view, since most screens show none. */
    timeline: state.timeline,
    /** A change that comes during the read would be overwritten with the older value, so it reads again. */
    async load(): Promise<void> {
      for (let reads = 0, seen = -1; seen !== changes && reads < MOST_READS; reads += 1) {
        seen = changes;
        await read();
      }
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
export type StoredViewSource = ReturnType<typeof createStoredView>;

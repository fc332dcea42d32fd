import { createApiClient } from '../../../../lib/api/createApiClient.ts';
import { createConnection } from '../../../../lib/connection/createConnection.ts';
import { createConnectionLog } from '../../../../lib/state/connectionLog.ts';
import { createState } from '../../../../lib/state/createState.ts';
import { createFakeServer } from './fakeServer.ts';
import { createFakeTime, settle } from './fakeTime.ts';
import { createMemoryArea } from './memoryArea.ts';
import { followed, server } from './messages.ts';

/** A browser with one worker and one server, without either: `kill` ends the worker's life and begins the next. */
export async function createWorld(jobIds: string[] = ['j1']) {
  const local = createMemoryArea();
  const session = createMemoryArea();
  const time = createFakeTime();
  const fake = createFakeServer();
  let touches = 0;
  let reachable = 0;
  let life = 0;
  const attempts: string[] = [];

  const newState = () => createState({ local: local.area, session: session.area });
  const apiAt = (baseUrl: string, token?: string) =>
    createApiClient({
      baseUrl,
      ...(token ? { token } : {}),
      fetch: fake.fetch,
      timeout: () => new AbortController().signal,
    });

  function live() {
    life += 1;
    const state = newState();
    const log = createConnectionLog({ item: state.log, now: time.now });
    const connection = createConnection({
      state,
      log,
      observer: {
        attempt: (result) => attempts.push(result),
        received: () => undefined,
      },
      openSocket: fake.openSocket,
      apiFor: (paired) => apiAt(paired.url, paired.token),
      now: time.now,
      timers: time.timers,
      random: () => 0.5,
      touch: async () => {
        touches += 1;
      },
      client: { boot_id: `life-${life}` },
      onReachable: () => {
        reachable += 1;
      },
    });
    return { state, connection };
  }

  const first = newState();
  await first.server.set(server);
  await first.followed.set(jobIds.map((jobId) => followed(jobId)));
  for (const jobId of jobIds) fake.add(jobId);
  let now = live();

  return {
    fake,
    time,
    local,
    session,
    apiAt,
    state: () => now.state,
    connection: () => now.connection,
    attempts,
    touches: () => touches,
    reachable: () => reachable,
    view: () => now.state.connection.get(),
    /** Everything in memory is gone; stored state stays. */
    kill() {
      time.clearAll();
      for (const socket of fake.openSockets()) {
        socket.open = false;
        socket.connected = false;
      }
      local.revive();
      session.revive();
      now = live();
    },
    async ensure() {
      await now.connection.ensure();
      await settle();
    },
    async alarm() {
      await now.connection.onAlarm();
      await settle();
    },
  };
}
export type World = Awaited<ReturnType<typeof createWorld>>;

import { createApiClient } from '../../../../lib/api/createApiClient.ts';
import type { Arrival } from '../../../../lib/connection/connectionObserver.ts';
import { createConnection } from '../../../../lib/connection/createConnection.ts';
import { createConnectionLog } from '../../../../lib/state/connectionLog.ts';
import type { ConnectionView } from '../../../../lib/state/connectionView.ts';
import { createState } from '../../../../lib/state/createState.ts';
import type { PairedServer } from '../../../../lib/state/pairedServer.ts';
import { createFakeServer } from './createFakeServer.ts';
import { createInstanceGate } from './createInstanceGate.ts';
import { createMemoryArea } from './createMemoryArea.ts';
import { createFakeTime, settle } from './fakeTime.ts';
import { followed, server } from './messages.ts';

/** One worker and one server without a browser or network: `kill` ends the worker instance and begins the next. */
export async function createWorld(jobIds: string[] = ['j1']) {
  const local = createMemoryArea();
  const session = createMemoryArea();
  const time = createFakeTime();
  const fake = createFakeServer();
  let touches = 0;
  let reachable = 0;
  let instance = 0;
  const attempts: string[] = [];
  const arrivals: Arrival[] = [];
  let onReachable = () => {};
  let asked: string[] = [];
  const disobeyed: string[] = [];

  /** Whether the server asked this instance, or an earlier one that stored it, to wait. After the clock was set it is unknown. */
  function mayNotAsk(authorization: string, [from, until] = [0, 0]): boolean {
    if (time.clocks().length > 1 || local.hasRefused() || session.hasRefused()) return false;
    const { token, pairedAt } = (local.peek('server') ?? {}) as Partial<PairedServer>;
    const { holdUntil, since } = (session.peek('connection') ?? {}) as Partial<ConnectionView>;
    const isOurs = authorization === `Bearer ${token}` && `${since}` >= `${pairedAt}`;
    const stored = isOurs ? Date.parse(holdUntil ?? '') : 0;
    return (time.now() > from && time.now() < until) || time.now() < stored;
  }

  /** Ends everything that the browser ends together with the worker. */
  function onClosed(): void {
    time.clearAll();
    asked = [];
    for (const socket of fake.openSockets()) {
      socket.open = false;
      socket.connected = false;
    }
  }

  function beginInstance() {
    instance += 1;
    const gate = createInstanceGate({ fetch: fake.fetch, onClosed });
    const timers = gate.timers(time.timers);
    const timeouts = new Map<AbortSignal, unknown>();
    /** From when until when the server asked this instance to wait, by token. */
    const rests = new Map<string, [number, number]>();

    function timeout(ms: number): AbortSignal {
      const controller = new AbortController();
      const abort = () => controller.abort(new DOMException('The operation timed out.', 'TimeoutError'));
      timeouts.set(controller.signal, timers.set(abort, ms));
      return controller.signal;
    }

    const fetchInTime: typeof fetch = async (input, init) => {
      const { pathname } = new URL(String(input));
      const token = new Headers(init?.headers).get('authorization') ?? '';
      const isQuestion = token !== '' && pathname.endsWith('/status');
      if (!gate.isClosed()) asked = [...asked, pathname];
      if (!gate.isClosed() && isQuestion && mayNotAsk(token, rests.get(token))) disobeyed.push(pathname);
      try {
        const answer = await gate.fetch(input, init);
        const restMs = 1000 * Number(answer.headers.get('retry-after'));
        if (isQuestion) rests.set(token, [time.now(), time.now() + restMs]);
        return answer;
      } finally {
        asked = asked.toSpliced(asked.indexOf(pathname), 1);
        if (init?.signal) timers.clear(timeouts.get(init.signal));
      }
    };

    const state = createState({ local: gate.area(local.area), session: gate.area(session.area) });
    const apiAt = (baseUrl: string, token?: string, onAnswer?: () => void) =>
      createApiClient({
        baseUrl,
        onAnswer,
        ...(token ? { token } : {}),
        fetch: fetchInTime,
        timeout,
        now: time.now,
      });
    const log = createConnectionLog({ item: state.log, now: time.now });
    const connection = createConnection({
      state,
      log,
      observer: {
        clock: () => undefined,
        attempt: (result) => attempts.push(result),
        received: (_key, _outcome, how) => arrivals.push(how),
      },
      openSocket: gate.openSocket(fake.openSocket),
      apiFor: (paired) => apiAt(paired.url, paired.token),
      now: time.now,
      timers,
      random: () => 0.5,
      touch: async () => {
        touches += 1;
      },
      client: { boot_id: `boot-${instance}` },
      onReachable: () => {
        reachable += 1;
        onReachable();
      },
    });
    return { gate, state, apiAt, connection };
  }

  const first = createState({ local: local.area, session: session.area });
  await first.server.set(server);
  await first.followed.set(jobIds.map((jobId) => followed(jobId)));
  for (const jobId of jobIds) fake.add(jobId);
  let current = beginInstance();

  return {
    fake,
    time,
    local,
    session,
    /** The API for commands. Each answer of a paired server is reported to the connection. */
    apiAt: (baseUrl: string, token?: string) =>
      current.apiAt(
        baseUrl,
        token,
        token === undefined ? undefined : () => void current.connection.onAnswered(),
      ),
    /** Paths of the REST calls that the current worker instance waits for. */
    asked: () => asked,
    /** REST calls for the state of scans during a wait that the server had asked for. The search for a socket's reason is allowed. */
    disobeyed,
    whenReachable(run: () => void) {
      onReachable = run;
    },
    state: () => current.state,
    connection: () => current.connection,
    attempts,
    /** How each message arrived. */
    arrivals,
    touches: () => touches,
    reachable: () => reachable,
    view: () => first.connection.get(),
    /** What is stored, also while the worker is dead. */
    stored: first,
    gate: () => current.gate,
    /** Clears memory; stored state stays. */
    kill() {
      current.gate.close();
      local.revive();
      session.revive();
      current = beginInstance();
    },
    async ensure() {
      await current.connection.ensure();
      await settle();
    },
    async alarm() {
      await current.connection.onAlarm();
      await settle();
    },
  };
}
export type World = Awaited<ReturnType<typeof createWorld>>;

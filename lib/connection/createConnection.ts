import type { SocketTest } from '../state/socketTest';
import type { ConnectionDeps } from './connectionDeps';
import { createConnecting } from './createConnecting';
import { createConnectionCore, type StopPhase } from './createConnectionCore';
import { createInbox } from './createInbox';
import { createPolling } from './createPolling';
import { createSocketTest } from './createSocketTest';
import { readWork, type Work } from './readWork';

const PAUSED_CLOSES_AFTER_MS = 60_000;

/**
 * The one socket of the extension: idle → connecting → live, waiting between tries, polling when no socket
 * can be opened; `not_paired`, `unauthorized` and `given_up` stop and say why. Everything that the next worker
 * instance needs to go on is in storage. This file decides which state is needed; createConnecting and
 * createPolling enter it.
 */
export function createConnection(deps: ConnectionDeps) {
  const { state } = deps;
  const inbox = createInbox({
    state,
    log: deps.log,
    observer: deps.observer,
    onStatusChange: () => void ensure(),
    onStorage: (refused) => void exclusive(() => core.show({ storageRefused: refused || undefined })),
  });
  const core = createConnectionCore({ ...deps, inbox, ask: (wanted) => polling.ask(wanted) });
  const { timers, slot, cycles, unreachable, exclusive, phaseIs } = core;
  const test = createSocketTest(deps);
  const polling = createPolling({ ...deps, core, inbox, onCycle: check });
  const connecting = createConnecting({
    ...deps,
    core,
    inbox,
    test,
    startPolling: polling.start,
    showPause: polling.showPause,
    onConnected: check,
  });
  const ensure = (): Promise<void> => exclusive(check);

  function stop(phase: StopPhase, reason: string | null = null): Promise<void> {
    connecting.forget();
    return core.stop(phase, reason);
  }

  /** In this order: a worker killed in between must not lose how long nothing has answered. */
  async function stopAndForget(phase: StopPhase): Promise<void> {
    await stop(phase);
    await unreachable.note(true);
  }

  /** Makes the connection fit what is stored. Runs exclusively. */
  async function check(): Promise<void> {
    const server = await state.server.get();
    if (!server) {
      core.forgetTarget();
      return stopAndForget('not_paired');
    }
    const isNew = await core.aim(server, (await state.settings.get()).config);
    const work = await readWork(state, server, test.isOn());
    if (!work.any) {
      // Nothing is followed, so a server that does not answer is not counted as unreachable.
      return stopAndForget('idle');
    }
    if (phaseIs('unauthorized')) return;
    // A command that is newer than the giving up is a reason to try again. A command from the future was
    // stored before the clock was set back, and would be a reason for ever.
    const { newestIntentAt: askedAt } = work;
    if (phaseIs('given_up') && (askedAt <= core.view().since || askedAt > core.iso())) return;
    if (core.rooms()) return follow(work);
    if (!work.active) return closeSocket();
    if (!isNew && (slot.isInUse() || timers.has('retry') || phaseIs('polling'))) return;
    if (!core.target()?.config.enableWebSocket) return polling.start('websocket_off');
    if (!phaseIs('polling')) return connecting.begin();
    await polling.start(core.view().reason ?? 'network');
    if (core.view().reachable || cycles.isDue()) await connecting.again();
  }

  async function follow(work: Work): Promise<void> {
    core.rooms()?.sync(work.jobs, await state.live.get());
    if (work.active) timers.clear('paused');
    else if (!timers.has('paused')) {
      timers.set('paused', PAUSED_CLOSES_AFTER_MS, () => void exclusive(restIfPaused));
    }
  }

  async function restIfPaused(): Promise<void> {
    const target = core.target();
    if (!target || !(await readWork(state, target.server, test.isOn())).active) await closeSocket();
  }

  /** Every followed scan is paused: the socket is closed, and only the alarm asks. */
  async function closeSocket(): Promise<void> {
    if (polling.isAllPaused()) return;
    await stop('idle', 'paused');
    cycles.run();
  }

  /** A person looks: what is called live must be so. */
  async function prove(): Promise<void> {
    const rooms = core.rooms();
    const onSilent = () =>
      exclusive(async () => (rooms === core.rooms() ? connecting.lose('silent') : undefined));
    rooms?.probe(await state.live.get(), () => void onSilent());
  }

  /** One more poll cycle and one more try of the socket. `urgent`: now, otherwise only if they are due. */
  async function nudge(urgent: boolean): Promise<void> {
    await check();
    // Storage may have refused what is shown: this stores it again.
    await core.show({});
    const due = urgent || cycles.isDue();
    // A message that was not sent, a join that was not acknowledged and an end that storage refused leave no
    // visible gap. So REST is asked now and then while live, too.
    const rooms = core.rooms();
    const unsure = rooms?.isUnsure() || inbox.hasLost() || !core.view().reachable;
    if ((rooms && unsure) || phaseIs('polling') || polling.isAllPaused() || polling.isRefused()) {
      cycles.run(urgent);
    }
    if (!core.target()?.config.enableWebSocket || slot.isInUse() || !phaseIs('polling', 'waiting')) return;
    // While REST answers, each alarm tries the socket; otherwise it is tried as often as the label says.
    if (due || core.view().reachable) await connecting.again();
  }

  /** Another request was answered, so waiting for the server ends. */
  async function onAnswered(): Promise<void> {
    if (phaseIs('unauthorized', 'given_up')) {
      await stopAndForget('idle');
      await check();
    } else if (!core.view().reachable) await nudge(true);
  }

  /** Gives the test a socket: the connected one, or the next try, which begins now. */
  async function connectToTest(): Promise<void> {
    if (!test.isOn()) return;
    if (!(await state.server.get())) return test.end('not_paired');
    if (!(await state.settings.get()).config.enableWebSocket) return test.end('websocket_off');
    // The person asks, so the cause of the stop may be over.
    if (phaseIs('unauthorized', 'given_up')) await stop('idle');
    const before = core.rooms() !== null;
    await check();
    const rooms = core.rooms();
    if (rooms) test.connected(rooms.socket, before);
    else if (!slot.isInUse()) await connecting.connect(phaseIs('polling'));
  }

  return {
    /** Idempotent: called at every start, alarm, change of settings, and whenever something is to be followed. */
    ensure,
    onAlarm: (): Promise<void> => exclusive(() => nudge(false)),
    /** A person looks: the next poll cycle does not wait for its timer. */
    onScreen: (): Promise<void> =>
      exclusive(async () => {
        await nudge(true);
        await prove();
      }),
    /** The paired server answered another request with our token. */
    onAnswered: (): Promise<void> => exclusive(onAnswered),
    /** The paired server did not answer another request. While something is followed, the connection asks itself. */
    onSilence: (): Promise<void> =>
      exclusive(async () => {
        if (phaseIs('idle') && core.view().reachable) {
          await core.show({ reachable: false, since: core.iso() });
        }
      }),
    /** The person asks: forgets the backoff, how long nothing answered, and that a token was refused. */
    reconnect: (): Promise<void> =>
      exclusive(async () => {
        await connecting.forgetBlocked();
        cycles.override();
        await stopAndForget('idle');
        await check();
      }),
    /** Connects if necessary, tests, and closes a socket that nothing else needs. Never rejects. */
    async testSocket(): Promise<SocketTest> {
      const ended = test.begin();
      void exclusive(connectToTest);
      const found = await ended;
      await ensure();
      return found;
    },
    receive: inbox.receive,
    markRemoved: inbox.markRemoved,
    counters: inbox.counters,
  };
}
export type Connection = ReturnType<typeof createConnection>;

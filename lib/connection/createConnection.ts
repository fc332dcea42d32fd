import type { SocketTest } from '../state/socketTest';
import type { ConnectionDeps } from './connectionDeps';
import { createDialling } from './createConnecting';
import { createInbox } from './createInbox';
import { createPolling } from './createPolling';
import { createSocketTest } from './createSocketTest';
import { createStates, type StopPhase } from './createStates';
import { readWork, type Work } from './readWork';

const PAUSED_CLOSES_AFTER_MS = 60_000;

/**
 * The one socket of the extension: idle → connecting → live, waiting between tries, polling when the
 * socket does not come; `not_paired`, `unauthorized` and `given_up` stop and say why. What it needs to go
 * on after its worker was killed is in storage. This file says what is to be done; how each state is
 * entered is in createDialling and createPolling.
 */
export function createConnection(deps: ConnectionDeps) {
  const { state } = deps;
  const inbox = createInbox({
    state,
    log: deps.log,
    observer: deps.observer,
    onStatusChange: () => void ensure(),
  });
  const states = createStates({ ...deps, inbox, ask: (wanted) => polling.ask(wanted) });
  const { timers, slot, rounds, outage, turn, phaseIs } = states;
  const test = createSocketTest(deps);
  const polling = createPolling({ ...deps, states, inbox, onRound: check });
  const dialling = createDialling({
    ...deps,
    states,
    inbox,
    test,
    startPolling: polling.start,
    showHold: polling.showHold,
    onConnected: check,
  });
  const ensure = (): Promise<void> => turn(check);

  function stop(phase: StopPhase, reason: string | null = null): Promise<void> {
    dialling.forget();
    return states.stop(phase, reason);
  }

  /** In this order: a worker killed in between has not given up without having been silent for so long. */
  async function forgetOutage(phase: StopPhase): Promise<void> {
    await stop(phase);
    await outage.note(true);
  }

  /** Looks at what is stored and makes the connection fit. Runs only in turn. */
  async function check(): Promise<void> {
    const server = await state.server.get();
    if (!server) {
      states.forgetTarget();
      return forgetOutage('not_paired');
    }
    const anew = await states.aim(server, (await state.settings.get()).config);
    const work = await readWork(state, server, test.isOn());
    if (!work.any) {
      // Silence that nobody listens to is no outage.
      return forgetOutage('idle');
    }
    if (phaseIs('unauthorized')) return;
    // Who asks for something after we gave up has a reason to believe in it; what is of a later time than now
    // was asked for by a clock that has been set back, and would be a reason for ever.
    const { newestIntentAt: askedAt } = work;
    if (phaseIs('given_up') && (askedAt <= states.view().since || askedAt > states.iso())) return;
    if (states.rooms()) return follow(work);
    if (!work.active) return rest();
    if (!anew && (slot.isTaken() || timers.has('retry') || phaseIs('polling'))) return;
    if (!states.target()?.config.enableWebSocket) return polling.start('websocket_off');
    if (!phaseIs('polling')) return dialling.connect(false);
    await polling.start(states.view().reason ?? 'network');
    if (states.view().reachable || rounds.isDue()) await dialling.again();
  }

  async function follow(work: Work): Promise<void> {
    states.rooms()?.sync(work.jobs, await state.live.get());
    if (work.active) timers.clear('paused');
    else if (!timers.has('paused')) {
      timers.set('paused', PAUSED_CLOSES_AFTER_MS, () => void turn(restIfPaused));
    }
  }

  async function restIfPaused(): Promise<void> {
    const target = states.target();
    if (!target || !(await readWork(state, target.server, test.isOn())).active) await rest();
  }

  /** Everything followed is paused: no socket; the alarm goes on asking. */
  async function rest(): Promise<void> {
    if (polling.isPaused()) return;
    await stop('idle', 'paused');
    rounds.run();
  }

  /** One more round: a REST answer, and a try of the socket. Urgent: now, else where it is due. */
  async function nudge(urgent: boolean): Promise<void> {
    await check();
    // Storage may have refused what is shown, and nothing else would say so.
    await states.show({});
    const due = urgent || rounds.isDue();
    // What is not sent, or not acknowledged, leaves no gap to be seen, nor does an end that storage refused:
    // who may lack something is asked now and then, while live, too.
    const rooms = states.rooms();
    const unsure = rooms?.isUnsure() || inbox.hasLost() || !states.view().reachable;
    if ((rooms && unsure) || phaseIs('polling') || polling.isPaused()) rounds.run(urgent);
    if (!states.target()?.config.enableWebSocket || slot.isTaken() || !phaseIs('polling', 'waiting')) return;
    // A socket that alone does not come is tried at each alarm; a silent server as often as the label says.
    if (due || states.view().reachable) await dialling.again();
  }

  /** Somebody has got an answer: who waits for one need not wait longer. */
  async function onAnswered(): Promise<void> {
    if (phaseIs('unauthorized', 'given_up')) {
      await forgetOutage('idle');
      await check();
    } else if (!states.view().reachable) await nudge(true);
  }

  /** The way to the socket that is to be tested: the one that is there, or the next try, now. */
  async function connectToTest(): Promise<void> {
    if (!test.isOn()) return;
    if (!(await state.server.get())) return test.end('not_paired');
    if (!(await state.settings.get()).config.enableWebSocket) return test.end('websocket_off');
    // The person asks: what has stopped us may be over.
    if (phaseIs('unauthorized', 'given_up')) await stop('idle');
    const before = states.rooms() !== null;
    await check();
    const rooms = states.rooms();
    if (rooms) test.connected(rooms.socket, before);
    else if (!slot.isTaken()) await dialling.connect(phaseIs('polling'));
  }

  return {
    /** Idempotent: called at every start, alarm, change of settings, and whenever something is to be followed. */
    ensure,
    onAlarm: (): Promise<void> => turn(() => nudge(false)),
    /** Someone looks: what could wait for a timer is asked for at once. */
    onScreen: (): Promise<void> => turn(() => nudge(true)),
    /** A command or a question of somebody else's was answered by the paired server, with our token. */
    onAnswered: (): Promise<void> => turn(onAnswered),
    /** The person asks: forgets the backoff, the outage, and that a token was refused. */
    reconnect: (): Promise<void> =>
      turn(async () => {
        await forgetOutage('idle');
        await check();
      }),
    /** Connects if need be, tests, and lets go of what nothing else needs. Never rejects. */
    async testSocket(): Promise<SocketTest> {
      const ended = test.begin();
      void turn(connectToTest);
      const found = await ended;
      await ensure();
      return found;
    },
    receive: inbox.receive,
    markGone: inbox.markGone,
    counters: inbox.counters,
  };
}
export type Connection = ReturnType<typeof createConnection>;

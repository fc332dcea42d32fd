import { normalizeSocketUrl } from '../api/serverUrl';
import type { Failure } from '../state/answer';
import { idleConnection } from '../state/defaults';
import { createMutex } from '../state/mutex';
import type { ConnectionView, PairedServer, Settings } from '../state/types';
import { askWhy } from './askWhy';
import { backoffMs } from './backoff';
import type { ConnectionDeps, Target } from './connectionDeps';
import { createInbox } from './createInbox';
import { createIndicator } from './createIndicator';
import { createKeepAwake } from './createKeepAwake';
import { createNamedTimers } from './createNamedTimers';
import { createPoller } from './createPoller';
import { createRooms, type Rooms } from './createRooms';
import type { OpenedSocket } from './ports';
import { readWork, type Work } from './readWork';

const CONNECT_TIMEOUT_MS = 5000;
const STABLE_AFTER_MS = 10_000;
const PAUSED_CLOSES_AFTER_MS = 60_000;
const ALARM_MS = 30_000;
const POLL_FAILURES_UNTIL_REST = 3;
/** Screens that open and close quickly must not become a way to hammer a server. */
const TRIES_AT_LEAST_APART_MS = 1000;

/**
 * The one socket of the extension: idle → connecting → live, waiting between tries, polling when the
 * socket does not come. What it needs to go on after its worker was killed is in storage, and every
 * transition runs in turn, so that there is never a second socket.
 */
export function createConnection(deps: ConnectionDeps) {
  const { state, log, now } = deps;
  const inTurn = createMutex();
  const inbox = createInbox({ state, log, onStatusChange: () => void ensure() });
  const awake = createKeepAwake({ timers: deps.timers, touch: deps.touch });
  const indicator = createIndicator({ state, log, now });
  const timers = createNamedTimers<'connect' | 'retry' | 'stable' | 'poll' | 'paused'>(deps.timers);

  let target: Target | null = null;
  let socket: OpenedSocket | null = null;
  /** There from the moment the socket is connected. */
  let rooms: Rooms | null = null;
  /** Counts sockets, so that a late event of a closed one is told apart. */
  let socketNumber = 0;
  let silentFailures = 0;
  let pollFailures = 0;
  let lastTryAt = 0;

  /** A transition that fails, for instance because storage refuses, is told and tried again by the next alarm. */
  const turn = (run: () => Promise<void>): Promise<void> =>
    inTurn(run).catch((error: unknown) => log.add('error', String(error)));
  const ensure = (): Promise<void> => turn(check);

  async function show(change: Partial<ConnectionView>): Promise<void> {
    await indicator.show(change);
    const { phase } = indicator.view();
    const asks = phase === 'polling' && pollFailures < POLL_FAILURES_UNTIL_REST;
    awake.keep(asks || ['connecting', 'live', 'waiting'].includes(phase));
  }

  function dropSocket(): void {
    socketNumber += 1;
    timers.clear('connect', 'stable', 'paused');
    rooms?.close();
    rooms = null;
    socket?.close();
    socket = null;
  }

  async function stop(
    phase: 'idle' | 'not_paired' | 'unauthorized',
    reason: string | null = null,
  ): Promise<void> {
    dropSocket();
    timers.clear('retry', 'poll');
    silentFailures = 0;
    pollFailures = 0;
    const { view, iso } = indicator;
    await show({ ...idleConnection, phase, reason, since: view().phase === phase ? view().since : iso() });
  }

  /** Opens the one socket. Quiet: the label stays at polling, since for the person nothing changes yet. */
  async function tryConnect(quiet: boolean): Promise<void> {
    if (!target) return;
    const { server, config } = target;
    dropSocket();
    timers.clear('retry');
    // Stored before the try: a worker killed in it must not begin the backoff anew.
    if (!quiet) {
      await show({ phase: 'connecting', nextTryAt: null, pollEveryMs: null, since: indicator.lossSince() });
    }
    const mine = socketNumber;
    lastTryAt = now();
    const ifMine = (run: () => Promise<void>) =>
      turn(async () => (mine === socketNumber ? run() : undefined));
    const other = normalizeSocketUrl(config.websocketUrl);
    const url = (other.ok && other.value) || server.url;
    timers.set('connect', CONNECT_TIMEOUT_MS, () => {
      void ifMine(async () => (rooms ? undefined : onRefused(quiet, null, null)));
    });
    socket = deps.openSocket(url, () => ({ token: server.token, client: deps.client }), {
      connected: () => void ifMine(onConnected),
      refused: ({ code, retryAfterMs }) => void ifMine(() => onRefused(quiet, code, retryAfterMs)),
      lost: (reason) => void ifMine(() => onLost(reason)),
      message: (event, payload) => mine === socketNumber && rooms?.message(event, payload),
    });
  }

  async function onConnected(): Promise<void> {
    if (!target || !socket) return;
    const { poller } = target;
    timers.clear('connect', 'poll', 'retry');
    silentFailures = 0;
    pollFailures = 0;
    rooms = createRooms({
      socket,
      inbox,
      timers: deps.timers,
      now,
      snapshot: poller.pollOne,
      onUnauthorized: () => void turn(() => stop('unauthorized', 'unauthorized')),
      onRoundTrip: (ms) => void turn(async () => (rooms ? show({ roundTripMs: ms }) : undefined)),
    });
    const fine = { reason: null, reachable: true, pollEveryMs: null, nextTryAt: null };
    await show({ ...fine, phase: 'live', since: indicator.iso() });
    timers.set(
      'stable',
      STABLE_AFTER_MS,
      () => void turn(async () => (rooms ? show({ attempt: 0 }) : undefined)),
    );
    deps.onReachable();
    await check();
  }

  async function onLost(reason: string): Promise<void> {
    log.add('lost', reason);
    dropSocket();
    await planRetry('network', 0);
  }

  async function onRefused(quiet: boolean, code: string | null, retryAfterMs: number | null): Promise<void> {
    dropSocket();
    const { phase, reason } = indicator.view();
    if (code === 'unauthorized') return stop('unauthorized', code);
    if (quiet && phase === 'polling') return show({ reason: code ?? reason });
    if (code === 'websocket_disabled' || code === 'forbidden_origin') return startPolling(code);
    silentFailures = code === null ? silentFailures + 1 : 0;
    await planRetry(code ?? reason ?? 'network', retryAfterMs ?? 0);
    if (silentFailures >= 2) investigate();
  }

  async function planRetry(reason: string, atLeastMs: number): Promise<void> {
    if (!target) return;
    const attempt = indicator.view().attempt + 1;
    if (attempt > target.config.maxReconnectAttempts) return startPolling(reason);
    const delay = Math.max(atLeastMs, backoffMs(attempt, deps.random));
    timers.set('retry', delay, () => void turn(async () => (socket ? undefined : tryConnect(false))));
    const since = indicator.lossSince();
    await show({ phase: 'waiting', attempt, reason, nextTryAt: indicator.iso(now() + delay), since });
  }

  /** Runs beside the backoff: the answer may name the reason, or end the tries. */
  function investigate(): void {
    const asked = target;
    if (!asked) return;
    void askWhy(asked.api).then(({ reason, reachable }) =>
      turn(async () => {
        if (asked !== target || !['waiting', 'connecting'].includes(indicator.view().phase)) return;
        if (reason === 'unauthorized') return stop('unauthorized', reason);
        if (reason === 'websocket_disabled') return startPolling(reason);
        await show({ reason, reachable });
      }),
    );
  }

  async function startPolling(reason: string): Promise<void> {
    dropSocket();
    timers.clear('retry');
    pollFailures = 0;
    const pollEveryMs = target?.config.fallbackPollingInterval ?? ALARM_MS;
    await show({ phase: 'polling', reason, pollEveryMs, nextTryAt: null, since: indicator.lossSince() });
    poll();
  }

  /** The REST call runs outside of the turn: a screen that asks to connect must not wait for it. */
  function poll(): void {
    const asked = target;
    if (!asked) return;
    timers.clear('poll');
    void readWork(state, asked.server)
      .then((work) => asked.poller.poll(work.jobs))
      .then((failure) => turn(async () => (asked === target ? onPolled(asked, failure) : undefined)))
      .catch((error: unknown) => log.add('error', String(error)));
  }

  async function onPolled({ config }: Target, failure: Failure | null): Promise<void> {
    if (failure?.code === 'unauthorized') return stop('unauthorized', failure.code);
    if (indicator.view().phase === 'polling') {
      const wasReachable = indicator.view().reachable;
      pollFailures = failure ? pollFailures + 1 : 0;
      const resting = pollFailures >= POLL_FAILURES_UNTIL_REST;
      const pollEveryMs = resting ? ALARM_MS : config.fallbackPollingInterval;
      if (!resting) timers.set('poll', Math.max(pollEveryMs, failure?.retryAfterMs ?? 0), poll);
      await show({ reachable: !failure || failure.code === 'rate_limited', pollEveryMs });
      if (!failure && !wasReachable) deps.onReachable();
    }
    await check();
  }

  /** A new life of the worker goes on where the last one was; another server or setting begins anew. */
  async function aim(server: PairedServer, config: Settings['config']): Promise<boolean> {
    const held = target && JSON.stringify([target.server, target.config]);
    if (held === JSON.stringify([server, config])) return false;
    const api = deps.apiFor(server);
    dropSocket();
    timers.clear('retry', 'poll');
    const stored = target ? null : await state.connection.get();
    indicator.begin(stored && ['connecting', 'waiting', 'polling'].includes(stored.phase) ? stored : null);
    target = { server, config, api, poller: createPoller({ api, inbox }) };
    return true;
  }

  /** Looks at what is stored and makes the connection fit. Runs only in turn. */
  async function check(): Promise<void> {
    const server = await state.server.get();
    if (!server) {
      target = null;
      return stop('not_paired');
    }
    const anew = await aim(server, (await state.settings.get()).config);
    const work = await readWork(state, server);
    if (!work.any) return stop('idle');
    const { phase } = indicator.view();
    if (phase === 'unauthorized') return;
    if (rooms) return follow(work);
    if (!work.active) return rest();
    if (!anew && (socket || timers.has('retry') || phase === 'polling')) return;
    if (!target?.config.enableWebSocket) return startPolling('websocket_off');
    if (phase !== 'polling') return tryConnect(false);
    await startPolling(indicator.view().reason ?? 'network');
    await tryConnect(true);
  }

  async function follow(work: Work): Promise<void> {
    rooms?.sync(work.jobs, await state.live.get());
    if (work.active) timers.clear('paused');
    else if (!timers.has('paused')) {
      timers.set(
        'paused',
        PAUSED_CLOSES_AFTER_MS,
        () => void turn(async () => ((await isActive()) ? undefined : rest())),
      );
    }
  }

  const isActive = async () => target !== null && (await readWork(state, target.server)).active;

  /** Everything followed is paused: no socket; the alarm goes on asking. */
  async function rest(): Promise<void> {
    const { phase, reason } = indicator.view();
    if (phase === 'idle' && reason === 'paused') return;
    await stop('idle', 'paused');
    poll();
  }

  /** One more round now: a REST answer, and a try of the socket where one is due. */
  async function nudge(): Promise<void> {
    await check();
    const { phase, reason } = indicator.view();
    if (phase === 'polling' || reason === 'paused') poll();
    const mayTry = target?.config.enableWebSocket && !socket && now() - lastTryAt >= TRIES_AT_LEAST_APART_MS;
    if (mayTry && (phase === 'polling' || phase === 'waiting')) await tryConnect(phase === 'polling');
  }

  return {
    /** Idempotent: called at every start, alarm, change of settings, and whenever something is to be followed. */
    ensure,
    onAlarm: (): Promise<void> => turn(nudge),
    /** Someone looks: what could wait for a timer is asked for at once. */
    onScreen: (): Promise<void> => turn(nudge),
    /** The person asks: forgets the backoff, and that a token was refused. */
    reconnect: (): Promise<void> =>
      turn(async () => {
        await stop('idle');
        await check();
      }),
    receive: inbox.receive,
    markGone: inbox.markGone,
    counters: inbox.counters,
  };
}
export type Connection = ReturnType<typeof createConnection>;

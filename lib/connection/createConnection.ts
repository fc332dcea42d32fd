import { normalizeSocketUrl } from '../api/serverUrl';
import type { Failure } from '../state/answer';
import { idleConnection } from '../state/defaults';
import { createMutex } from '../state/mutex';
import { tryEveryMs } from '../state/outageSchedule';
import type { ConnectionView, PairedServer, Settings } from '../state/types';
import { askWhy, type Verdict } from './askWhy';
import { backoffMs } from './backoff';
import type { ConnectionDeps, Target } from './connectionDeps';
import { createInbox } from './createInbox';
import { createIndicator } from './createIndicator';
import { createKeepAwake } from './createKeepAwake';
import { createNamedTimers } from './createNamedTimers';
import { createOutage } from './createOutage';
import { createPoller } from './createPoller';
import { createRooms, type Rooms } from './createRooms';
import { createRounds } from './createRounds';
import { createSocketSlot } from './createSocketSlot';
import type { OpenedSocket } from './ports';
import { readWork, type Work } from './readWork';

const STABLE_AFTER_MS = 10_000;
const PAUSED_CLOSES_AFTER_MS = 60_000;
/** Screens that open and close quickly must not become a way to hammer a server. */
const TRIES_AT_LEAST_APART_MS = 1000;
/** Who chose not to have live updates has not lost them. */
const chosen = ['websocket_off', 'websocket_disabled'];

/**
 * The one socket of the extension: idle → connecting → live, waiting between tries, polling when the
 * socket does not come; `not_paired`, `unauthorized` and `given_up` stop and say why. What it needs to go
 * on after its worker was killed is in storage, and every transition runs in turn, so that there is never
 * a second socket.
 */
export function createConnection(deps: ConnectionDeps) {
  const { state, log, now, observer } = deps;
  const inTurn = createMutex();
  const inbox = createInbox({ state, log, observer, onStatusChange: () => void ensure() });
  const awake = createKeepAwake({ timers: deps.timers, touch: deps.touch });
  const indicator = createIndicator({ state, log, now });
  const outage = createOutage({ item: state.outage, now });
  const timers = createNamedTimers<'connect' | 'retry' | 'stable' | 'poll' | 'paused'>(deps.timers);
  const slot = createSocketSlot({ openSocket: deps.openSocket, timers, turn });
  const rounds = createRounds({ timers, now, ask: askAll });

  let target: Target | null = null;
  /** There while the socket is connected. */
  let rooms: Rooms | null = null;
  let silentFailures = 0;
  let lastTryAt = 0;
  let socketNotBefore = 0;

  /** A transition that fails, for instance because storage refuses, is told and tried again by the next alarm. */
  function turn(run: () => Promise<void>): Promise<void> {
    return inTurn(run).catch((error: unknown) => log.add('error', String(error)));
  }
  const ensure = (): Promise<void> => turn(check);
  const phaseIs = (...phases: ConnectionView['phase'][]): boolean => phases.includes(indicator.view().phase);

  async function show(change: Partial<ConnectionView>): Promise<void> {
    await indicator.show(change);
    awake.keep(phaseIs('connecting', 'live', 'waiting') || (phaseIs('polling') && !rounds.isResting()));
  }

  function dropSocket(): void {
    timers.clear('stable', 'paused');
    rooms?.close();
    rooms = null;
    slot.drop();
  }

  async function stop(
    phase: 'idle' | 'not_paired' | 'unauthorized' | 'given_up',
    reason: string | null = null,
  ): Promise<void> {
    dropSocket();
    timers.clear('retry');
    rounds.begin();
    silentFailures = 0;
    const { view, iso } = indicator;
    await show({ ...idleConnection, phase, reason, since: view().phase === phase ? view().since : iso() });
  }

  // ── connecting ──────────────────────────────────────────────────────────────────────────────────────

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
    lastTryAt = now();
    const other = normalizeSocketUrl(config.websocketUrl);
    const url = (other.ok && other.value) || server.url;
    slot.open(url, () => ({ token: server.token, client: deps.client }), {
      connected: onConnected,
      refused: (code, retryAfterMs) => onRefused(quiet, code, retryAfterMs),
      lost: onLost,
      message: (event, payload) => rooms?.message(event, payload),
    });
  }

  async function onConnected(socket: OpenedSocket): Promise<void> {
    if (!target) return;
    observer.attempt('connected');
    timers.clear('retry');
    rounds.begin();
    silentFailures = 0;
    await outage.note(true);
    rooms = createRooms({
      socket,
      inbox,
      timers: deps.timers,
      now,
      snapshot: (job) => asked.poller.pollOne(job, 'snapshot'),
      onUnauthorized: () => void turn(() => stop('unauthorized', 'unauthorized')),
      onRoundTrip: (roundTripMs, offsetMs) =>
        void turn(async () => (rooms ? show({ roundTripMs, clock: { offsetMs, roundTripMs } }) : undefined)),
    });
    const asked = target;
    const told = indicator.view().told === 'lost' ? 'back' : null;
    const fine = { reason: null, reachable: true, pollEveryMs: null, nextTryAt: null };
    await show({ ...fine, phase: 'live', told, since: indicator.iso() });
    timers.set(
      'stable',
      STABLE_AFTER_MS,
      () => void turn(async () => (rooms ? show({ attempt: 0, told: null }) : undefined)),
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
    socketNotBefore = now() + (retryAfterMs ?? 0);
    if (code === null) {
      silentFailures += 1;
      findOutWhy();
    } else {
      silentFailures = 0;
      observer.attempt('failed');
    }
    const { reason } = indicator.view();
    if (code === 'unauthorized') return stop('unauthorized', code);
    if (quiet && phaseIs('polling')) return show({ reason: code ?? reason });
    if (code === 'websocket_disabled' || code === 'forbidden_origin') return startPolling(code);
    await planRetry(code ?? reason ?? 'network', retryAfterMs ?? 0);
  }

  /** A failure without a reason: REST knows whether the server is there at all, and perhaps why it refused. */
  function findOutWhy(): void {
    const asked = target;
    if (!asked) return;
    void askWhy(asked.api).then((verdict) =>
      turn(async () => {
        observer.attempt(verdict.reachable ? 'failed' : 'outage');
        // One failure alone is a moment of bad luck, and no news.
        if (asked === target && silentFailures >= 2) await take(verdict);
      }),
    );
  }

  async function take({ reason, reachable }: Verdict): Promise<void> {
    await outage.note(reachable);
    if (!phaseIs('waiting', 'connecting')) return;
    if (reason === 'unauthorized') return stop('unauthorized', reason);
    if (reason === 'websocket_disabled') return startPolling(reason);
    await show({ reason, reachable });
  }

  // ── waiting ─────────────────────────────────────────────────────────────────────────────────────────

  async function planRetry(reason: string, atLeastMs: number): Promise<void> {
    if (!target) return;
    const attempt = indicator.view().attempt + 1;
    if (attempt > target.config.maxReconnectAttempts) return startPolling(reason);
    const delay = Math.max(atLeastMs, backoffMs(attempt, deps.random));
    timers.set('retry', delay, () => void turn(async () => (slot.isTaken() ? undefined : tryConnect(false))));
    const since = indicator.lossSince();
    await show({ phase: 'waiting', attempt, reason, nextTryAt: indicator.iso(now() + delay), since });
  }

  // ── polling ─────────────────────────────────────────────────────────────────────────────────────────

  async function startPolling(reason: string): Promise<void> {
    if (!target) return;
    dropSocket();
    timers.clear('retry');
    // In an outage that an earlier life has seen, the alarm asks: nobody is kept awake for it again.
    rounds.begin(await outage.isOn());
    await show({
      phase: 'polling',
      reason,
      pollEveryMs: target.config.fallbackPollingInterval,
      nextTryAt: null,
      since: indicator.lossSince(),
      told: chosen.includes(reason) ? null : 'lost',
    });
    rounds.run();
  }

  /** The REST call runs outside of the turn: a screen that asks to connect must not wait for it. */
  async function askAll(): Promise<void> {
    const asked = target;
    if (!asked) return;
    try {
      const { jobs } = await readWork(state, asked.server);
      const failure = await asked.poller.poll(jobs, phaseIs('polling') ? 'polled' : 'snapshot');
      await turn(async () => (asked === target ? onPolled(asked, failure) : undefined));
    } catch (error) {
      log.add('error', String(error));
    }
  }

  async function onPolled({ config }: Target, failure: Failure | null): Promise<void> {
    if (failure?.code === 'unauthorized') return stop('unauthorized', failure.code);
    rounds.answered(failure);
    const reachable = !failure || failure.code === 'rate_limited';
    const silentForMs = await outage.note(reachable);
    if (phaseIs('polling')) {
      const wasReachable = indicator.view().reachable;
      const alarmMs = tryEveryMs(silentForMs);
      if (alarmMs === null) return stop('given_up', 'outage');
      rounds.planNext(config.fallbackPollingInterval);
      const pollEveryMs = rounds.isResting() ? alarmMs : config.fallbackPollingInterval;
      await show({ reachable, pollEveryMs });
      if (reachable && !wasReachable) deps.onReachable();
    }
    await check();
  }

  // ── what is to be done ──────────────────────────────────────────────────────────────────────────────

  /** A new life of the worker goes on where the last one was; another server or setting begins anew. */
  async function aim(server: PairedServer, config: Settings['config']): Promise<boolean> {
    const held = target && JSON.stringify([target.server, target.config]);
    if (held === JSON.stringify([server, config])) return false;
    const api = deps.apiFor(server);
    dropSocket();
    timers.clear('retry');
    rounds.begin();
    const stored = target ? null : await state.connection.get();
    const goesOn = stored && ['connecting', 'waiting', 'polling', 'given_up'].includes(stored.phase);
    indicator.begin(goesOn ? stored : null);
    target = { server, config, api, poller: createPoller({ api, inbox }) };
    return true;
  }

  /** Looks at what is stored and makes the connection fit. Runs only in turn. */
  async function check(): Promise<void> {
    const server = await state.server.get();
    if (!server) {
      target = null;
      await outage.note(true);
      return stop('not_paired');
    }
    const anew = await aim(server, (await state.settings.get()).config);
    const work = await readWork(state, server);
    if (!work.any) return stop('idle');
    if (phaseIs('unauthorized')) return;
    // Who asks for something after we gave up has a reason to believe in it.
    if (phaseIs('given_up') && work.newestIntentAt <= indicator.view().since) return;
    if (rooms) return follow(work);
    if (!work.active) return rest();
    if (!anew && (slot.isTaken() || timers.has('retry') || phaseIs('polling'))) return;
    if (!target?.config.enableWebSocket) return startPolling('websocket_off');
    if (!phaseIs('polling')) return tryConnect(false);
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
    if (phaseIs('idle') && indicator.view().reason === 'paused') return;
    await stop('idle', 'paused');
    rounds.run();
  }

  /** One more round now: a REST answer, and a try of the socket where one is due. */
  async function nudge(): Promise<void> {
    await check();
    if (phaseIs('polling') || indicator.view().reason === 'paused') rounds.run();
    if (!target?.config.enableWebSocket || slot.isTaken() || !phaseIs('polling', 'waiting')) return;
    if (now() < Math.max(socketNotBefore, lastTryAt + TRIES_AT_LEAST_APART_MS)) return;
    if (indicator.view().reason === 'websocket_disabled') askWhetherEnabled();
    else await tryConnect(phaseIs('polling'));
  }

  /** What a server has turned off is not tried by the socket, but asked for. */
  function askWhetherEnabled(): void {
    const asked = target;
    if (!asked) return;
    void askWhy(asked.api).then(({ reason, reachable }) =>
      turn(async () => {
        const still = asked === target && phaseIs('polling') && !slot.isTaken();
        if (still && reachable && reason !== 'websocket_disabled') await tryConnect(true);
      }),
    );
  }

  return {
    /** Idempotent: called at every start, alarm, change of settings, and whenever something is to be followed. */
    ensure,
    onAlarm: (): Promise<void> => turn(nudge),
    /** Someone looks: what could wait for a timer is asked for at once. */
    onScreen: (): Promise<void> => turn(nudge),
    /** The person asks: forgets the backoff, the outage, and that a token was refused. */
    reconnect: (): Promise<void> =>
      turn(async () => {
        await outage.note(true);
        await stop('idle');
        await check();
      }),
    receive: inbox.receive,
    markGone: inbox.markGone,
    counters: inbox.counters,
  };
}
export type Connection = ReturnType<typeof createConnection>;

import { clampWait } from '../api/retryAfterHeader';
import { normalizeSocketUrl } from '../api/serverUrl';
import { createPause } from '../state/createPause';
import { failureTraitsOf } from '../state/failureTraits';
import type { PairedServer } from '../state/pairedServer';
import { readBasicMessage } from '../state/readBasicMessage';
import { askWhy, type Verdict } from './askWhy';
import { backoffMs } from './backoffMs';
import type { ConnectionDeps } from './connectionDeps';
import { createBlocked } from './createBlocked';
import type { ConnectionCore } from './createConnectionCore';
import type { Inbox } from './createInbox';
import type { PollingStart } from './createPolling';
import { createRooms } from './createRooms';
import type { SocketTester } from './createSocketTest';
import { handshakeOf } from './handshakeOf';
import type { OpenedSocket } from './openedSocket';

const STABLE_AFTER_MS = 10_000;
const LONGEST_WAIT_WITHOUT_POLLING_MS = 20_000;
/** Screens that open and close quickly must not send a burst of tries. */
const TRIES_AT_LEAST_APART_MS = 1000;
/** A server that announces alternating socket addresses must not cause a burst either. */
const MOVES_AT_LEAST_APART_MS = 30_000;

interface ConnectingDeps extends ConnectionDeps {
  core: ConnectionCore;
  inbox: Inbox;
  test: SocketTester;
  startPolling: PollingStart;
  /** REST has asked us to wait. */
  showPause: () => Promise<void>;
  /** Connected: the rooms of all followed scans are joined. */
  onConnected: () => Promise<void>;
}

/** The states connecting, live and waiting, and the search for the reason of a failure. Runs exclusively. */
export function createConnecting(deps: ConnectingDeps) {
  const { core, inbox, observer, now, startPolling, test } = deps;
  const { timers, slot, cycles, unreachable, show, exclusive, phaseIs } = core;
  /** Failures in a row without a reason. */
  let unexplainedFailures = 0;
  const justTried = createPause(now);
  const askedToWait = createPause(now);
  const justMoved = createPause(now);
  const blocked = createBlocked({ item: deps.state.blocked, now });
  /** How often in a row the announced address has failed without a reason. */
  let announced = { url: '', failures: 0 };

  /** After two failures the server's own address is tried once: the announced port may be blocked. */
  function announcedBy({ socketUrl = '' }: PairedServer): string {
    if (announced.url !== socketUrl || announced.failures > 2) announced = { url: socketUrl, failures: 0 };
    return announced.failures === 2 ? '' : socketUrl;
  }

  /** `quiet`: the label stays at polling, since nothing changes for the person yet. */
  async function connect(quiet: boolean): Promise<void> {
    const target = core.target();
    // What led here may have been asked before the person turned live updates off.
    if (!target?.config.enableWebSocket) return;
    const { server, config } = target;
    core.dropSocket();
    timers.clear('retry');
    // Stored before the try, so that a worker killed during it does not begin the backoff from the start.
    if (!quiet) {
      await show({ phase: 'connecting', nextTryAt: null, pollEveryMs: null, since: core.lossSince() });
    }
    justTried.begin(TRIES_AT_LEAST_APART_MS);
    const other = normalizeSocketUrl(config.websocketUrl);
    const url = (other.ok && other.value) || announcedBy(server) || server.url;
    test.trying(url);
    slot.open(url, () => handshakeOf(server, deps.client), {
      connected: onConnected,
      refused: onRefused,
      lost: onLost,
      message: (event, payload) => {
        test.message(payload);
        core
          .rooms()
          ?.message(event, server.kind ? readBasicMessage(payload, { now: now(), event }) : payload);
      },
    });
  }

  async function onConnected(socket: OpenedSocket): Promise<void> {
    const target = core.target();
    if (!target) return;
    observer.attempt('connected');
    // Reached at its own address, it is found there again.
    if (announced.failures < 2) announced.failures = 0;
    timers.clear('retry');
    cycles.begin();
    unexplainedFailures = 0;
    await blocked.forget();
    await unreachable.note(true);
    const whileLive = (change: Parameters<typeof show>[0]) =>
      void exclusive(async () => (core.rooms() ? show(change) : undefined));
    core.enterRooms(
      createRooms({
        socket,
        basic: target.server.kind === 'plain',
        inbox,
        timers: deps.timers,
        now,
        rest: {
          isPaused: cycles.isPaused,
          pause(failure) {
            // A late answer may come from a server that was left meanwhile.
            if (target !== core.target()) return;
            cycles.pause(failure);
            void exclusive(deps.showPause);
          },
        },
        snapshot: (job) => target.poller.pollOne(job, 'snapshot'),
        onTokenRefused: (code) => void exclusive(() => refuseToken(code)),
        onRoundTrip: (roundTripMs, offsetMs) => {
          observer.clock({ offsetMs, roundTripMs });
          whileLive({ roundTripMs, clock: { offsetMs, roundTripMs } });
        },
      }),
    );
    const fine = { reason: null, reachable: true, pollEveryMs: null, nextTryAt: null };
    await show({ ...fine, phase: 'live', since: core.iso() });
    // After a shown loss, the recovery is shown once the connection is stable, and not after each short one.
    timers.set('stable', STABLE_AFTER_MS, () => {
      const news = core.view().news === 'lost' ? 'back' : null;
      whileLive({ attempt: 0, news });
      if (news) timers.set('stable', STABLE_AFTER_MS, () => whileLive({ news: null }));
    });
    deps.onReachable();
    await deps.onConnected();
    test.connected(socket);
  }

  function refuseToken(code: string): Promise<void> {
    unexplainedFailures = 0;
    return core.stop('unauthorized', code);
  }

  async function onLost(reason: string): Promise<void> {
    deps.log.add('lost', reason);
    test.lost();
    core.dropSocket();
    await planRetry('network', 0);
  }

  async function onRefused(code: string | null, retryAfterMs: number | null): Promise<void> {
    core.dropSocket();
    test.refused(code);
    const waitMs = retryAfterMs === null ? 0 : clampWait(retryAfterMs);
    askedToWait.begin(waitMs);
    const { liveOff, refusesToken, pollsAtOnce } = failureTraitsOf(code);
    if (code === null) {
      unexplainedFailures += 1;
      announced.failures += 1;
      askForReason();
    } else {
      unexplainedFailures = 0;
      // Live updates that the server has turned off are no failure.
      if (!liveOff) observer.attempt('failed');
    }
    const { reason } = core.view();
    if (code !== null && refusesToken) return refuseToken(code);
    if (phaseIs('polling')) return code === null ? planBeside() : show({ reason: code });
    if (code !== null && pollsAtOnce) return startPolling(code);
    await planRetry(code ?? reason ?? 'network', waitMs);
  }

  /** A failure without a reason: REST shows whether the server answers, and perhaps why it refused. */
  function askForReason(): void {
    const asked = core.target();
    if (!asked) return;
    void askWhy(asked).then((verdict) =>
      exclusive(async () => {
        if (!failureTraitsOf(verdict.reason).liveOff)
          observer.attempt(verdict.reachable ? 'failed' : 'outage');
        if (asked !== core.target()) return;
        await move(asked.server, verdict.socketUrl);
        // A single failure is not shown.
        if (unexplainedFailures < 2) return;
        if (failureTraitsOf(verdict.reason).pollsBeside)
          await blocked.note(asked.server, core.view().attempt);
        await take(verdict);
      }),
    );
  }

  /** The server announces another socket address. Once it is stored, another connection is made. */
  async function move({ pairedAt, socketUrl }: PairedServer, named: Verdict['socketUrl']): Promise<boolean> {
    if (named === null || named === socketUrl || justMoved.isOn()) return false;
    justMoved.begin(MOVES_AT_LEAST_APART_MS);
    await deps.state.server.update((current) =>
      current?.pairedAt === pairedAt ? { ...current, socketUrl: named } : current,
    );
    return true;
  }

  async function take({ reason, reachable }: Verdict): Promise<void> {
    await unreachable.note(reachable);
    if (!phaseIs('waiting', 'connecting')) return;
    const { refusesToken, liveOff, pollsBeside } = failureTraitsOf(reason);
    if (refusesToken) return refuseToken(reason);
    if (liveOff) return startPolling(reason);
    // The tries go on meanwhile.
    if (pollsBeside) return startPolling(reason, { keepTrying: true });
    await show({ reason, reachable });
  }

  function setRetry(delay: number): void {
    timers.set(
      'retry',
      delay,
      () => void exclusive(async () => (slot.isInUse() ? undefined : connect(phaseIs('polling')))),
    );
  }

  /** Polling has begun while the socket was still tried: the tries go on in the same steps. */
  async function planBeside(): Promise<void> {
    const { attempt, reason, reachable } = core.view();
    const goesOn = failureTraitsOf(reason).pollsBeside && reachable;
    if (!goesOn || attempt >= (core.target()?.config.maxReconnectAttempts ?? 0)) return;
    setRetry(backoffMs(attempt + 1, deps.random));
    await show({ attempt: attempt + 1 });
  }

  async function planRetry(reason: string, atLeastMs: number): Promise<void> {
    const target = core.target();
    if (!target) return;
    const attempt = core.view().attempt + 1;
    // The last known state would be shown for too long, so REST is polled meanwhile.
    const isLong = atLeastMs > LONGEST_WAIT_WITHOUT_POLLING_MS;
    if (isLong || attempt > target.config.maxReconnectAttempts) return startPolling(reason);
    const delay = Math.max(atLeastMs, backoffMs(attempt, deps.random));
    setRetry(delay);
    const since = core.lossSince();
    await show({ phase: 'waiting', attempt, reason, nextTryAt: core.iso(now() + delay), since });
  }

  /** A server that has turned live updates off is asked by REST, without a try of the socket. */
  function askWhetherEnabled(): void {
    const asked = core.target();
    if (!asked) return;
    void askWhy(asked).then(({ reason, reachable, socketUrl }) =>
      exclusive(async () => {
        const still = asked === core.target() && phaseIs('polling') && !slot.isInUse();
        if (!still || !reachable || failureTraitsOf(reason).liveOff) return;
        if (!(await move(asked.server, socketUrl))) await connect(true);
      }),
    );
  }

  return {
    connect,
    /** The first try of a state. Where no WebSocket came through lately, REST is polled beside it. */
    async begin(): Promise<void> {
      const target = core.target();
      const attempts = target && (await blocked.attempts(target.server));
      if (attempts === null) return connect(false);
      await startPolling('socket_blocked', { attempts });
      await connect(true);
    },
    forgetBlocked: blocked.forget,
    lose: onLost,
    /** Forgets earlier failures: the person asks, or the target is another one. */
    forget(): void {
      unexplainedFailures = 0;
    },
    /** One more try, unless a `Retry-After` forbids it or the last try is less than a second ago. */
    async again(): Promise<void> {
      if (cycles.isPaused() || justTried.isOn() || askedToWait.isOn()) return;
      if (failureTraitsOf(core.view().reason).liveOff) askWhetherEnabled();
      else await connect(phaseIs('polling'));
    },
  };
}

import { clampWait } from '../api/retryAfterHeader';
import { normalizeSocketUrl } from '../api/serverUrl';
import { createPause } from '../state/createPause';
import { failureTraitsOf } from '../state/failureTraits';
import type { PairedServer } from '../state/pairedServer';
import { readPlain } from '../state/readPlain';
import { askWhy, type Verdict } from './askWhy';
import { backoffMs } from './backoffMs';
import type { ConnectionDeps } from './connectionDeps';
import type { Inbox } from './createInbox';
import { createRooms } from './createRooms';
import type { SocketTester } from './createSocketTest';
import type { States } from './createStates';
import { handshakeOf } from './handshakeOf';
import type { OpenedSocket } from './openedSocket';

const STABLE_AFTER_MS = 10_000;
const LONGEST_SILENCE_MS = 20_000;
/** Screens that open and close quickly must not become a way to hammer a server. */
const TRIES_AT_LEAST_APART_MS = 1000;
/** Nor must a server that names now this address of its socket, now that one. */
const MOVES_AT_LEAST_APART_MS = 30_000;

interface DiallingDeps extends ConnectionDeps {
  states: States;
  inbox: Inbox;
  test: SocketTester;
  startPolling: (reason: string) => Promise<void>;
  /** REST has asked for rest. */
  showHold: () => Promise<void>;
  /** Connected: what is to be followed is joined. */
  onConnected: () => Promise<void>;
}

/** From connecting to live, and when it does not come: waiting, and finding out why. Runs only in turn. */
export function createDialling(deps: DiallingDeps) {
  const { states, inbox, observer, now, startPolling, test } = deps;
  const { timers, slot, rounds, outage, show, turn, phaseIs } = states;
  /** Failures in a row that gave no reason. */
  let silentFailures = 0;
  const justTried = createPause(now);
  const askedToWait = createPause(now);
  const justMoved = createPause(now);
  /** How often in a row the address that a server announces has failed without a word. */
  let announced = { url: '', failures: 0 };

  /** After two failures, where the server has just been away or there is no way to that port, its own has a turn. */
  function announcedBy({ socketUrl = '' }: PairedServer): string {
    if (announced.url !== socketUrl || announced.failures > 2) announced = { url: socketUrl, failures: 0 };
    return announced.failures === 2 ? '' : socketUrl;
  }

  /** Quiet: the label stays at polling, since for the person nothing changes yet. */
  async function connect(quiet: boolean): Promise<void> {
    const target = states.target();
    if (!target) return;
    const { server, config } = target;
    states.dropSocket();
    timers.clear('retry');
    // Stored before the try, where storage takes it: a worker killed in it must not begin the backoff anew.
    if (!quiet) {
      await show({ phase: 'connecting', nextTryAt: null, pollEveryMs: null, since: states.lossSince() });
    }
    justTried.begin(TRIES_AT_LEAST_APART_MS);
    const other = normalizeSocketUrl(config.websocketUrl);
    const url = (other.ok && other.value) || announcedBy(server) || server.url;
    test.dialled(url);
    slot.open(url, () => handshakeOf(server, deps.client), {
      connected: onConnected,
      refused: (code, retryAfterMs) => onRefused(quiet, code, retryAfterMs),
      lost: onLost,
      message: (event, payload) => {
        test.message(payload);
        states.rooms()?.message(event, server.kind ? readPlain(payload, now(), event) : payload);
      },
    });
  }

  async function onConnected(socket: OpenedSocket): Promise<void> {
    const target = states.target();
    if (!target) return;
    observer.attempt('connected');
    // Reached at its own address, it is found there again.
    if (announced.failures < 2) announced.failures = 0;
    timers.clear('retry');
    rounds.begin();
    silentFailures = 0;
    await outage.note(true);
    const whileThere = (change: Parameters<typeof show>[0]) =>
      void turn(async () => (states.rooms() ? show(change) : undefined));
    states.enterRooms(
      createRooms({
        socket,
        plain: target.server.kind === 'plain',
        inbox,
        timers: deps.timers,
        now,
        rest: {
          isHeld: rounds.isHeld,
          hold(ms) {
            // An answer that comes late may be of a server that was left meanwhile.
            if (target !== states.target()) return;
            rounds.hold(ms);
            void turn(deps.showHold);
          },
        },
        snapshot: (job) => target.poller.pollOne(job, 'snapshot'),
        onTokenRefused: (code) => void turn(() => refuseToken(code)),
        onRoundTrip: (roundTripMs, offsetMs) => {
          observer.clock({ offsetMs, roundTripMs });
          whileThere({ roundTripMs, clock: { offsetMs, roundTripMs } });
        },
      }),
    );
    const fine = { reason: null, reachable: true, pollEveryMs: null, nextTryAt: null };
    await show({ ...fine, phase: 'live', since: states.iso() });
    // Who was told of a loss is told that it is over when it is: not at each try that lasts for seconds.
    timers.set('stable', STABLE_AFTER_MS, () => {
      const told = states.view().told === 'lost' ? 'back' : null;
      whileThere({ attempt: 0, told });
      if (told) timers.set('stable', STABLE_AFTER_MS, () => whileThere({ told: null }));
    });
    deps.onReachable();
    await deps.onConnected();
    test.connected(socket);
  }

  function refuseToken(code: string): Promise<void> {
    silentFailures = 0;
    return states.stop('unauthorized', code);
  }

  async function onLost(reason: string): Promise<void> {
    deps.log.add('lost', reason);
    test.lost();
    states.dropSocket();
    await planRetry('network', 0);
  }

  async function onRefused(quiet: boolean, code: string | null, retryAfterMs: number | null): Promise<void> {
    states.dropSocket();
    test.refused(code);
    const waitMs = retryAfterMs === null ? 0 : clampWait(retryAfterMs);
    askedToWait.begin(waitMs);
    const { liveOff, refusesToken, pollsAtOnce } = failureTraitsOf(code);
    if (code === null) {
      silentFailures += 1;
      announced.failures += 1;
      findOutWhy();
    } else {
      silentFailures = 0;
      // What a server has turned off did not fail.
      if (!liveOff) observer.attempt('failed');
    }
    const { reason } = states.view();
    if (code !== null && refusesToken) return refuseToken(code);
    if (quiet && phaseIs('polling')) return show({ reason: code ?? reason });
    if (code !== null && pollsAtOnce) return startPolling(code);
    await planRetry(code ?? reason ?? 'network', waitMs);
  }

  /** A failure without a reason: REST knows whether the server is there at all, and perhaps why it refused. */
  function findOutWhy(): void {
    const asked = states.target();
    if (!asked) return;
    void askWhy(asked).then((verdict) =>
      turn(async () => {
        if (!failureTraitsOf(verdict.reason).liveOff)
          observer.attempt(verdict.reachable ? 'failed' : 'outage');
        if (asked !== states.target()) return;
        await move(asked.server, verdict.socketUrl);
        // One failure alone is a moment of bad luck, and no news.
        if (silentFailures >= 2) await take(verdict);
      }),
    );
  }

  /** The server has another socket than the one we know: once that is stored, the connection is made anew. */
  async function move({ pairedAt, socketUrl }: PairedServer, named: Verdict['socketUrl']): Promise<boolean> {
    if (named === null || named === socketUrl || justMoved.isOn()) return false;
    justMoved.begin(MOVES_AT_LEAST_APART_MS);
    await deps.state.server.update((held) =>
      held?.pairedAt === pairedAt ? { ...held, socketUrl: named } : held,
    );
    return true;
  }

  async function take({ reason, reachable }: Verdict): Promise<void> {
    await outage.note(reachable);
    if (!phaseIs('waiting', 'connecting')) return;
    const { refusesToken, liveOff } = failureTraitsOf(reason);
    if (refusesToken) return refuseToken(reason);
    if (liveOff) return startPolling(reason);
    await show({ reason, reachable });
  }

  async function planRetry(reason: string, atLeastMs: number): Promise<void> {
    const target = states.target();
    if (!target) return;
    const attempt = states.view().attempt + 1;
    // For so long nobody should see the last that was heard: REST is asked meanwhile.
    const isLong = atLeastMs > LONGEST_SILENCE_MS;
    if (isLong || attempt > target.config.maxReconnectAttempts) return startPolling(reason);
    const delay = Math.max(atLeastMs, backoffMs(attempt, deps.random));
    timers.set('retry', delay, () => void turn(async () => (slot.isTaken() ? undefined : connect(false))));
    const since = states.lossSince();
    await show({ phase: 'waiting', attempt, reason, nextTryAt: states.iso(now() + delay), since });
  }

  /** What a server has turned off is not tried by the socket, but asked for. */
  function askWhetherEnabled(): void {
    const asked = states.target();
    if (!asked) return;
    void askWhy(asked).then(({ reason, reachable, socketUrl }) =>
      turn(async () => {
        const still = asked === states.target() && phaseIs('polling') && !slot.isTaken();
        if (!still || !reachable || failureTraitsOf(reason).liveOff) return;
        if (!(await move(asked.server, socketUrl))) await connect(true);
      }),
    );
  }

  return {
    connect,
    /** Forgets how often it has failed: the person asks, or somebody else is meant. */
    forget(): void {
      silentFailures = 0;
    },
    /** One more try where one may be: not before a `Retry-After`, nor within a second of the last one. */
    async again(): Promise<void> {
      if (rounds.isHeld() || justTried.isOn() || askedToWait.isOn()) return;
      if (failureTraitsOf(states.view().reason).liveOff) askWhetherEnabled();
      else await connect(phaseIs('polling'));
    },
  };
}

import type { Failure } from '../state/answer';
import { failureTraitsOf } from '../state/failureTraits';
import { tryEveryMs } from '../state/tryEveryMs';
import type { ConnectionDeps, Target } from './connectionDeps';
import type { Arrival } from './connectionObserver';
import type { ConnectionCore } from './createConnectionCore';
import type { Inbox } from './createInbox';
import { readWork } from './readWork';

/** The shortest period of the alarm. */
const ALARM_MS = 30_000;

/** `keepTrying`: a socket that is being tried, or is about to be, is left alone. `attempts`: earlier failures. */
export type PollingStart = (
  reason: string,
  more?: { keepTrying?: boolean; attempts?: number },
) => Promise<void>;

interface PollingDeps extends ConnectionDeps {
  core: ConnectionCore;
  inbox: Inbox;
  /** A poll cycle has ended: what is stored may need another connection now. */
  onCycle: () => Promise<void>;
}

const isReachable = (failure: Failure | null): boolean =>
  !failure || failureTraitsOf(failure.code).asksToWait === true;

/** Whether a stored reason describes REST, so that the next answer of REST replaces it. */
const isRestReason = (reason: string | null): boolean =>
  reason !== null && failureTraitsOf(reason).restReason === reason;

const timeOf = (iso: string | null): number => (iso === null ? 0 : Date.parse(iso));

/** Without a socket, REST is asked about every followed job, until a socket is connected or nothing is left to follow. */
export function createPolling(deps: PollingDeps) {
  const { core, state, inbox } = deps;
  const { cycles, unreachable, show, exclusive, phaseIs, iso } = core;

  /** All scans are paused, so only the alarm asks. Whether the server answers is still shown. */
  const isAllPaused = (): boolean => phaseIs('idle') && core.view().reason === 'paused';

  /** What refuses a basic server's token may be a proxy that lets us through later, so the slow alarm asks. */
  const isRefused = (): boolean => phaseIs('unauthorized') && core.target()?.server.kind !== undefined;

  /** Why there is no socket, kept while a reason of REST is shown instead. */
  let noSocket: string | null = null;

  const howAsked = (): Arrival => {
    if (!phaseIs('polling')) return 'snapshot';
    return failureTraitsOf(noSocket).liveOff ? 'by_choice' : 'polled';
  };

  function reasonAfter(failure: Failure | null): string | null {
    const { reason } = core.view();
    if (!isRestReason(reason)) noSocket = reason;
    return failureTraitsOf(failure?.code).restReason ?? noSocket;
  }

  /** Plans the next cycle. Returns the interval, and the time of the next cycle if the alarm starts it. */
  function planNextCycle({ fallbackPollingInterval }: Target['config'], alarmMs: number) {
    const wait = cycles.planNext(fallbackPollingInterval, alarmMs);
    return cycles.isLeftToAlarm()
      ? { pollEveryMs: Math.max(ALARM_MS, wait), nextTryAt: iso(deps.now() + wait) }
      : { pollEveryMs: wait, nextTryAt: null };
  }

  /** Runs exclusively. Plans for and shows a pause that the server asked for outside of the cycles. */
  async function showPause(): Promise<void> {
    const target = core.target();
    await show(target && phaseIs('polling') ? planNextCycle(target.config, ALARM_MS) : {});
  }

  /** Shows whether REST answers, since when it does not, and when it is asked again. */
  async function note({ config }: Target, failure: Failure | null): Promise<void> {
    cycles.answered(failure);
    const reachable = isReachable(failure);
    // An answer that the browser withholds from us is still an answer.
    const alarmMs = tryEveryMs(
      await unreachable.note(reachable || failureTraitsOf(failure?.code).blockedHere === true),
    );
    if (alarmMs === null) return core.stop('given_up', 'outage');
    const { reachable: before, since } = core.view();
    if (isAllPaused()) {
      const lost = { pollEveryMs: alarmMs, since: before ? iso() : since };
      return show({ reachable, ...(reachable ? { pollEveryMs: null } : lost) });
    }
    await show({ reachable, reason: reasonAfter(failure), ...planNextCycle(config, alarmMs) });
    if (reachable && !before) deps.onReachable();
  }

  async function onPolled(target: Target, failure: Failure | null, wanted: boolean): Promise<void> {
    if (failure && failureTraitsOf(failure.code).refusesToken) return core.stop('unauthorized', failure.code);
    if (wanted && isRefused()) {
      if (isReachable(failure)) await core.stop('idle');
    } else if (wanted && (phaseIs('polling') || isAllPaused())) await note(target, failure);
    else if (wanted) {
      cycles.answered(failure);
      // Updates that a basic server did not send cannot be asked for then: the state is live, but not certain.
      const reachable = isReachable(failure);
      const unsure = { reachable, reason: reachable ? null : (failure?.code ?? null) };
      await show(phaseIs('live') ? unsure : {});
    }
    // Asked in a state that has ended. Its Retry-After binds the next state, too.
    else if (failure?.retryAfterMs) {
      cycles.pause(failure);
      await showPause();
    }
    await deps.onCycle();
  }

  return {
    isAllPaused,
    isRefused,
    showPause,
    /**
     * Runs exclusively. `reason`: why there is no socket. What an earlier worker instance planned goes on as
     * planned, since the worker may have been started for something else.
     */
    start: (async (reason, { keepTrying = false, attempts = 0 } = {}): Promise<void> => {
      const target = core.target();
      if (!target) return;
      const { phase, attempt, pollEveryMs, nextTryAt } = core.view();
      noSocket = isRestReason(reason) ? 'network' : reason;
      const before = phase === 'polling';
      const dueAt = before ? timeOf(nextTryAt) : 0;
      const unreachableMs = await unreachable.lastedMs();
      const everyMs =
        (unreachableMs !== null && tryEveryMs(unreachableMs)) || target.config.fallbackPollingInterval;
      if (!keepTrying) {
        core.dropSocket();
        core.timers.clear('retry');
      }
      cycles.begin({
        // What an earlier worker instance left to the alarm stays with it, so this one is not kept awake.
        leftToAlarm: unreachableMs !== null || dueAt > 0,
        dueAt,
        ...(before && pollEveryMs ? { plannedMs: pollEveryMs } : {}),
      });
      const pauseMs = cycles.isPaused() ? cycles.pausedUntil() - deps.now() : 0;
      await show({
        phase: 'polling',
        reason,
        attempt: Math.max(attempt, attempts),
        pollEveryMs: (before && pollEveryMs) || Math.max(everyMs, pauseMs),
        nextTryAt: (before ? nextTryAt : null) ?? (cycles.isLeftToAlarm() ? core.pausedUntil() : null),
        since: core.lossSince(),
        news: failureTraitsOf(reason).liveOff ? null : 'lost',
      });
      cycles.first();
    }) satisfies PollingStart,
    /** One poll cycle. It is not exclusive: a screen that asks to connect must not wait for it. */
    async ask(wanted: () => boolean): Promise<void> {
      const asked = core.target();
      if (!asked) return;
      try {
        const { jobs } = await readWork(state, asked.server);
        const lost = inbox.hasLost();
        inbox.setLost(false);
        const failure = await asked.poller.poll(jobs, howAsked());
        if (failure && lost) inbox.setLost(true);
        await exclusive(async () =>
          asked === core.target() ? onPolled(asked, failure, wanted()) : undefined,
        );
      } catch (error) {
        deps.log.add('error', String(error));
      }
    },
  };
}

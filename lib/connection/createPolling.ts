import type { Failure } from '../state/answer';
import { failureTraitsOf } from '../state/failureTraits';
import { tryEveryMs } from '../state/outageSchedule';
import type { ConnectionDeps, Target } from './connectionDeps';
import type { Arrival } from './connectionObserver';
import type { Inbox } from './createInbox';
import type { States } from './createStates';
import { readWork } from './readWork';

/** The alarm comes no more often. */
const ALARM_MS = 30_000;

interface PollingDeps extends ConnectionDeps {
  states: States;
  inbox: Inbox;
  /** A round has been answered: what is stored may ask for something else now. */
  onRound: () => Promise<void>;
}

const isReachable = (failure: Failure | null): boolean =>
  !failure || failureTraitsOf(failure.code).asksToWait === true;

/** Whether a stored reason describes REST, so that the next answer of REST replaces it. */
const isRestReason = (reason: string | null): boolean =>
  reason !== null && failureTraitsOf(reason).restReason === reason;

const timeOf = (iso: string | null): number => (iso === null ? 0 : Date.parse(iso));

/** What goes on without a socket: REST is asked for every followed job, until a socket comes or all is over. */
export function createPolling(deps: PollingDeps) {
  const { states, state, inbox } = deps;
  const { rounds, outage, show, turn, phaseIs, iso } = states;

  /** Everything is paused, so only the alarm asks; what it finds out of the server is said all the same. */
  const isPaused = (): boolean => phaseIs('idle') && states.view().reason === 'paused';

  /** Why there is no socket, also while REST has something to say of itself. */
  let noSocket: string | null = null;

  const howAsked = (): Arrival => {
    if (!phaseIs('polling')) return 'snapshot';
    return failureTraitsOf(noSocket).liveOff ? 'by_choice' : 'polled';
  };

  function reasonAfter(failure: Failure | null): string | null {
    const { reason } = states.view();
    if (!isRestReason(reason)) noSocket = reason;
    return failureTraitsOf(failure?.code).restReason ?? noSocket;
  }

  /** Plans the next round; how often rounds are, and when the next is where the alarm brings it. */
  function planned({ fallbackPollingInterval }: Target['config'], alarmMs: number) {
    const wait = rounds.planNext(fallbackPollingInterval, alarmMs);
    return rounds.isResting()
      ? { pollEveryMs: Math.max(ALARM_MS, wait), nextTryAt: iso(deps.now() + wait) }
      : { pollEveryMs: wait, nextTryAt: null };
  }

  /** Runs only in turn. Rest that REST has asked for beside the rounds is planned for, and told. */
  async function showHold(): Promise<void> {
    const target = states.target();
    await show(target && phaseIs('polling') ? planned(target.config, ALARM_MS) : {});
  }

  /** Whether REST answers, since when not, and when it is asked again: the same words asleep and awake. */
  async function note({ config }: Target, failure: Failure | null): Promise<void> {
    rounds.answered(failure);
    const reachable = isReachable(failure);
    // What the browser keeps from us is no silence of the server.
    const alarmMs = tryEveryMs(
      await outage.note(reachable || failureTraitsOf(failure?.code).blockedHere === true),
    );
    if (alarmMs === null) return states.stop('given_up', 'outage');
    const { reachable: before, since } = states.view();
    if (isPaused()) {
      const lost = { pollEveryMs: alarmMs, since: before ? iso() : since };
      return show({ reachable, ...(reachable ? { pollEveryMs: null } : lost) });
    }
    await show({ reachable, reason: reasonAfter(failure), ...planned(config, alarmMs) });
    if (reachable && !before) deps.onReachable();
  }

  async function onPolled(target: Target, failure: Failure | null, wanted: boolean): Promise<void> {
    if (failure && failureTraitsOf(failure.code).refusesToken)
      return states.stop('unauthorized', failure.code);
    if (wanted && (phaseIs('polling') || isPaused())) await note(target, failure);
    else if (wanted) {
      rounds.answered(failure);
      // What a plain server did not send cannot be asked for then: live, but not sure.
      const reachable = isReachable(failure);
      const unsure = { reachable, reason: reachable ? null : (failure?.code ?? null) };
      await show(phaseIs('live') ? unsure : {});
    }
    // Asked in a state that is over: what it says of itself binds the next one, too.
    else if (failure?.retryAfterMs) {
      rounds.hold(failure.retryAfterMs);
      await showHold();
    }
    await deps.onRound();
  }

  return {
    isPaused,
    showHold,
    /**
     * Runs only in turn. `reason`: why there is no socket. What an earlier life of the worker polled goes on
     * as planned: not every wake is meant for it.
     */
    async start(reason: string): Promise<void> {
      const target = states.target();
      if (!target) return;
      const { phase, pollEveryMs, nextTryAt } = states.view();
      noSocket = isRestReason(reason) ? 'network' : reason;
      const before = phase === 'polling';
      const dueAt = before ? timeOf(nextTryAt) : 0;
      const silentMs = await outage.silentMs();
      const everyMs = (silentMs !== null && tryEveryMs(silentMs)) || target.config.fallbackPollingInterval;
      states.dropSocket();
      states.timers.clear('retry');
      rounds.begin({
        // What an earlier life left to the alarm stays with it: nobody is kept awake for it again.
        resting: silentMs !== null || dueAt > 0,
        dueAt,
        ...(before && pollEveryMs ? { plannedMs: pollEveryMs } : {}),
      });
      const heldMs = rounds.isHeld() ? rounds.holdUntil() - deps.now() : 0;
      await show({
        phase: 'polling',
        reason,
        pollEveryMs: (before && pollEveryMs) || Math.max(everyMs, heldMs),
        nextTryAt: before ? nextTryAt : rounds.isResting() ? states.heldUntil() : null,
        since: states.lossSince(),
        told: failureTraitsOf(reason).liveOff ? null : 'lost',
      });
      rounds.first();
    },
    /** One round. It runs outside of the turn: a screen that asks to connect must not wait for it. */
    async ask(wanted: () => boolean): Promise<void> {
      const asked = states.target();
      if (!asked) return;
      try {
        const { jobs } = await readWork(state, asked.server);
        const lost = inbox.hasLost();
        inbox.setLost(false);
        const failure = await asked.poller.poll(jobs, howAsked());
        if (failure && lost) inbox.setLost(true);
        await turn(async () => (asked === states.target() ? onPolled(asked, failure, wanted()) : undefined));
      } catch (error) {
        deps.log.add('error', String(error));
      }
    },
  };
}

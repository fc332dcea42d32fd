import type { Failure } from '../state/answer';
import { tryEveryMs } from '../state/outageSchedule';
import type { ConnectionDeps, Target } from './connectionDeps';
import type { States } from './createStates';
import { readWork } from './readWork';

/** Who chose not to have live updates has not lost them. */
const chosen = ['websocket_off', 'websocket_disabled'];

/** What REST says of itself; the next answer takes it back. */
const restReasons = [
  'bad_answer',
  'no_such_route',
  'forbidden',
  'unavailable',
  'internal',
  'rate_limited',
  'host_permission',
];

interface PollingDeps extends ConnectionDeps {
  states: States;
  /** A round has been answered: what is stored may ask for something else now. */
  onRound: () => Promise<void>;
}

function reasonAfter(failure: Failure | null, before: string | null): string | null {
  if (failure && restReasons.includes(failure.code)) return failure.code;
  return before !== null && restReasons.includes(before) ? 'network' : before;
}

/** What goes on without a socket: REST is asked for every followed job, until a socket comes or all is over. */
export function createPolling(deps: PollingDeps) {
  const { states, state } = deps;
  const { rounds, outage, show, turn, phaseIs } = states;

  async function onPolled({ config }: Target, failure: Failure | null): Promise<void> {
    if (failure?.code === 'unauthorized') return states.stop('unauthorized', failure.code);
    rounds.answered(failure);
    const reachable = !failure || failure.code === 'rate_limited';
    const silentForMs = await outage.note(reachable);
    if (phaseIs('polling')) {
      const wasReachable = states.view().reachable;
      const alarmMs = tryEveryMs(silentForMs);
      if (alarmMs === null) return states.stop('given_up', 'outage');
      rounds.planNext(config.fallbackPollingInterval);
      const reason = reasonAfter(failure, states.view().reason);
      await show({
        reachable,
        reason,
        pollEveryMs: rounds.isResting() ? alarmMs : config.fallbackPollingInterval,
      });
      if (reachable && !wasReachable) deps.onReachable();
    }
    await deps.onRound();
  }

  return {
    /** Runs only in turn. `reason`: why there is no socket. */
    async start(reason: string): Promise<void> {
      const target = states.target();
      if (!target) return;
      states.dropSocket();
      states.timers.clear('retry');
      // In an outage that an earlier life has seen, the alarm asks: nobody is kept awake for it again.
      rounds.begin(await outage.isOn());
      await show({
        phase: 'polling',
        reason,
        pollEveryMs: target.config.fallbackPollingInterval,
        nextTryAt: null,
        since: states.lossSince(),
        told: chosen.includes(reason) ? null : 'lost',
      });
      rounds.run();
    },
    /** One round. It runs outside of the turn: a screen that asks to connect must not wait for it. */
    async ask(): Promise<void> {
      const asked = states.target();
      if (!asked) return;
      try {
        const { jobs } = await readWork(state, asked.server);
        const failure = await asked.poller.poll(jobs, phaseIs('polling') ? 'polled' : 'snapshot');
        await turn(async () => (asked === states.target() ? onPolled(asked, failure) : undefined));
      } catch (error) {
        deps.log.add('error', String(error));
      }
    },
  };
}

import type { ConnectionView } from '../state/connectionView';
import { idleConnection } from '../state/defaults';
import { createMutex } from '../state/mutex';
import type { PairedServer } from '../state/pairedServer';
import type { Settings } from '../state/settings';
import type { ConnectionDeps, Target } from './connectionDeps';
import type { Inbox } from './createInbox';
import { createIndicator } from './createIndicator';
import { createKeepAwake } from './createKeepAwake';
import { createNamedTimers } from './createNamedTimers';
import { createRounds, type RoundsDeps } from './createPollCycles';
import { createPoller } from './createPoller';
import type { Rooms } from './createRooms';
import { createSocketSlot } from './createSocketSlot';
import { createOutage } from './createUnreachable';

export type StopPhase = 'idle' | 'not_paired' | 'unauthorized' | 'given_up';

/** What a new life of the worker takes up where the last one was; what is live or has nothing to do begins anew. */
function goesOn({ phase, reason }: ConnectionView): boolean {
  if (phase === 'idle') return reason === 'paused';
  return ['connecting', 'waiting', 'polling', 'given_up', 'unauthorized'].includes(phase);
}

/** Another address, token, pairing or setting; what else is known of a server makes no other connection. */
function isSame({ server, config }: Target, to: PairedServer, wanted: Settings['config']): boolean {
  const facts = ['url', 'socketUrl', 'token', 'pairedAt'] as const;
  return (
    facts.every((fact) => server[fact] === to[fact]) && JSON.stringify(config) === JSON.stringify(wanted)
  );
}

/**
 * What all states of the connection share: whom it is for, the one socket, its timers, and what is shown.
 * Everything that changes it runs through `turn`, one after the other, so that there is never a second socket.
 */
export function createStates(deps: ConnectionDeps & { inbox: Inbox; ask: RoundsDeps['ask'] }) {
  const { state, log, now, inbox } = deps;
  const inTurn = createMutex();
  const indicator = createIndicator({ state, log, now });
  const awake = createKeepAwake({ timers: deps.timers, touch: deps.touch });
  const outage = createOutage({ item: state.outage, now });
  const timers = createNamedTimers<'connect' | 'retry' | 'stable' | 'poll' | 'paused'>(deps.timers);
  const slot = createSocketSlot({ openSocket: deps.openSocket, timers, turn });
  const rounds = createRounds({ timers, now, ask: deps.ask });
  let target: Target | null = null;
  let rooms: Rooms | null = null;

  /** A transition that fails, for instance because storage refuses, is told and tried again by the next alarm. */
  function turn(run: () => Promise<void>): Promise<void> {
    return inTurn(run).catch((error: unknown) => {
      log.add('error', String(error));
      // A socket whose rooms could not be entered would look like a try that goes on.
      if (!rooms) slot.drop();
    });
  }

  const phaseIs = (...phases: ConnectionView['phase'][]): boolean => phases.includes(indicator.view().phase);

  /** Until when the server has asked for rest; null for not at all. */
  const heldUntil = (): string | null => (rounds.isHeld() ? indicator.iso(rounds.holdUntil()) : null);

  async function show(change: Omit<Partial<ConnectionView>, 'holdUntil'>): Promise<void> {
    await indicator.show({ ...change, holdUntil: heldUntil() });
    awake.keep(phaseIs('connecting', 'live', 'waiting') || (phaseIs('polling') && !rounds.isResting()));
  }

  function dropSocket(): void {
    timers.clear('stable', 'paused');
    rooms?.close();
    rooms = null;
    slot.drop();
  }

  return {
    turn,
    timers,
    slot,
    rounds,
    outage,
    show,
    phaseIs,
    dropSocket,
    view: indicator.view,
    heldUntil,
    iso: indicator.iso,
    lossSince: indicator.lossSince,
    target: (): Target | null => target,
    /** There while the socket is connected. */
    rooms: (): Rooms | null => rooms,
    enterRooms(entered: Rooms): void {
      rooms = entered;
    },
    forgetTarget(): void {
      target = null;
      rounds.takeHold(0);
    },
    /**
     * True when it is for somebody else than before. A new life of the worker goes on where the last one
     * was; another server or setting begins anew.
     */
    async aim(server: PairedServer, config: Settings['config']): Promise<boolean> {
      if (target && isSame(target, server, config)) {
        target.server = server;
        return false;
      }
      dropSocket();
      timers.clear('retry');
      const same = target && isSame(target, server, target.config);
      const stored = target ? null : await state.connection.get();
      // Paired since then: another token.
      const ours = stored && stored.since >= server.pairedAt ? stored : null;
      indicator.begin(ours && goesOn(ours) ? ours : null);
      rounds.begin();
      if (target && same) Object.assign(target, { server, config });
      else {
        rounds.takeHold(Date.parse(ours?.holdUntil ?? ''));
        const api = deps.apiFor(server);
        target = { server, config, api, poller: createPoller({ api, inbox, server, now }) };
      }
      return true;
    },
    /** To a state without socket and timers, that says why. */
    async stop(phase: StopPhase, reason: string | null = null): Promise<void> {
      dropSocket();
      timers.clear('retry');
      rounds.begin();
      const { since } = indicator.view();
      await show({ ...idleConnection, phase, reason, since: phaseIs(phase) ? since : indicator.iso() });
    },
  };
}
export type States = ReturnType<typeof createStates>;

import type { ConnectionView } from '../state/connectionView';
import { createMutex } from '../state/createMutex';
import { idleConnection } from '../state/defaults';
import type { PairedServer } from '../state/pairedServer';
import type { Settings } from '../state/settings';
import type { ConnectionDeps, Target } from './connectionDeps';
import type { Inbox } from './createInbox';
import { createIndicator } from './createIndicator';
import { createKeepAwake } from './createKeepAwake';
import { createNamedTimers } from './createNamedTimers';
import { createPollCycles, type PollCyclesDeps } from './createPollCycles';
import { createPoller } from './createPoller';
import type { Rooms } from './createRooms';
import { createSocketSlot } from './createSocketSlot';
import { createUnreachable } from './createUnreachable';

export type StopPhase = 'idle' | 'not_paired' | 'unauthorized' | 'given_up';

/** Whether a new worker instance continues the stored state. A live or an idle one begins from scratch. */
function goesOn({ phase, reason }: ConnectionView): boolean {
  if (phase === 'idle') return reason === 'paused';
  return ['connecting', 'waiting', 'polling', 'given_up', 'unauthorized'].includes(phase);
}

/** Another address, token, pairing or setting needs another connection; other facts about the server do not. */
function isSame({ server, config }: Target, to: PairedServer, wanted: Settings['config']): boolean {
  const facts = ['url', 'socketUrl', 'token', 'pairedAt'] as const;
  return (
    facts.every((fact) => server[fact] === to[fact]) && JSON.stringify(config) === JSON.stringify(wanted)
  );
}

/**
 * What all states of the connection share: the target, the one socket, timers, and what is shown. Every
 * change runs through `exclusive`, one after another, so that there is never a second socket.
 */
export function createConnectionCore(deps: ConnectionDeps & { inbox: Inbox; ask: PollCyclesDeps['ask'] }) {
  const { state, log, now, inbox } = deps;
  const serialise = createMutex();
  const indicator = createIndicator({ state, log, now });
  const awake = createKeepAwake({ timers: deps.timers, touch: deps.touch });
  const unreachable = createUnreachable({ item: state.outage, now });
  const timers = createNamedTimers<'connect' | 'retry' | 'stable' | 'poll' | 'paused'>(deps.timers);
  const slot = createSocketSlot({ openSocket: deps.openSocket, timers, exclusive });
  const cycles = createPollCycles({ timers, now, ask: deps.ask });
  let target: Target | null = null;
  let rooms: Rooms | null = null;

  /** A transition may fail, for instance because storage refuses. It is logged, and the next alarm tries again. */
  function exclusive(run: () => Promise<void>): Promise<void> {
    return serialise(run).catch((error: unknown) => {
      log.add('error', String(error));
      // Without its rooms, the socket would look like a try that is still running.
      if (!rooms) slot.drop();
    });
  }

  const phaseIs = (...phases: ConnectionView['phase'][]): boolean => phases.includes(indicator.view().phase);

  /** Until when the server has asked us to wait; null for not at all. */
  const pausedUntil = (): string | null => (cycles.isPaused() ? indicator.iso(cycles.pausedUntil()) : null);

  async function show(change: Omit<Partial<ConnectionView>, 'holdUntil'>): Promise<void> {
    const overridable = cycles.isOverridable() || undefined;
    await indicator.show({ ...change, holdUntil: pausedUntil(), overridable });
    awake.keep(phaseIs('connecting', 'live', 'waiting') || (phaseIs('polling') && !cycles.isLeftToAlarm()));
  }

  function dropSocket(): void {
    timers.clear('stable', 'paused');
    rooms?.close();
    rooms = null;
    slot.drop();
  }

  return {
    exclusive,
    timers,
    slot,
    cycles,
    unreachable,
    show,
    phaseIs,
    dropSocket,
    view: indicator.view,
    pausedUntil,
    iso: indicator.iso,
    lossSince: indicator.lossSince,
    target: (): Target | null => target,
    /** Null unless the socket is connected. */
    rooms: (): Rooms | null => rooms,
    enterRooms(entered: Rooms): void {
      rooms = entered;
    },
    forgetTarget(): void {
      target = null;
      cycles.resumePause(0);
    },
    /**
     * True when the target is another one than before. A new worker instance continues where the last one
     * stopped; another server or setting begins from scratch.
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
      // A later pairing has another token.
      const ours = stored && stored.since >= server.pairedAt ? stored : null;
      indicator.begin(ours && goesOn(ours) ? ours : null);
      cycles.begin();
      if (target && same) Object.assign(target, { server, config });
      else {
        cycles.resumePause(Date.parse(ours?.holdUntil ?? ''), ours);
        const api = deps.apiFor(server);
        target = { server, config, api, poller: createPoller({ api, inbox, server, now }) };
      }
      return true;
    },
    /** Enters a state without socket and timers. `reason` says why. */
    async stop(phase: StopPhase, reason: string | null = null): Promise<void> {
      dropSocket();
      timers.clear('retry');
      cycles.begin();
      const { since } = indicator.view();
      await show({ ...idleConnection, phase, reason, since: phaseIs(phase) ? since : indicator.iso() });
    },
  };
}
export type ConnectionCore = ReturnType<typeof createConnectionCore>;

import type { ConnectionLog } from '../state/connectionLog';
import type { ConnectionView } from '../state/connectionView';
import type { State } from '../state/createState';
import { idleConnection } from '../state/defaults';
import type { WallClock } from '../state/wallClock';

/** A change of one of these adds a line to the log. */
const logged = ['phase', 'attempt', 'reason', 'reachable'] as const;

/** What the person sees of the connection. It is logged, and stored for screens and the next worker instance. */
export function createIndicator(deps: { state: State; log: ConnectionLog; now: WallClock }) {
  const iso = (at = deps.now()) => new Date(at).toISOString();
  let view: ConnectionView = { ...idleConnection, since: iso() };

  return {
    view: (): ConnectionView => view,
    iso,
    /** Continues what an earlier worker instance stored, or begins from scratch. Writes nothing. */
    begin(stored: ConnectionView | null): void {
      view = stored ?? { ...idleConnection, since: iso() };
    },
    /** When the present trouble began. It stays the same through all tries, until the connection is live again. */
    lossSince: (): string => (['waiting', 'connecting', 'polling'].includes(view.phase) ? view.since : iso()),
    /** Never rejects. If storage refuses, the next call stores it, and the connection goes on meanwhile. */
    async show(change: Partial<ConnectionView>): Promise<void> {
      const before = view;
      view = { ...before, ...change };
      if (logged.some((name) => before[name] !== view[name])) {
        const noAnswer = view.reachable ? [] : ['no answer over REST'];
        const detail = [view.reason ?? [], noAnswer].flat().join(', ');
        deps.log.add(view.attempt ? `${view.phase} ${view.attempt}` : view.phase, detail);
      }
      const shown = JSON.stringify(view);
      try {
        if (JSON.stringify(before) !== shown || JSON.stringify(await deps.state.connection.get()) !== shown) {
          await deps.state.connection.set(view);
        }
      } catch (error) {
        deps.log.add('error', `Storage refused: ${String(error)}`);
      }
    },
  };
}

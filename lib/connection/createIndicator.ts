import type { ConnectionLog } from '../state/connectionLog';
import type { ConnectionView } from '../state/connectionView';
import type { State } from '../state/createState';
import { idleConnection } from '../state/defaults';

/** What makes another state in the log. */
const logged = ['phase', 'attempt', 'reason', 'reachable'] as const;

/** What the person sees of the connection: kept here, stored for screens and for the next life of the worker, logged. */
export function createIndicator(deps: { state: State; log: ConnectionLog; now: () => number }) {
  const iso = (at = deps.now()) => new Date(at).toISOString();
  let view: ConnectionView = { ...idleConnection, since: iso() };

  return {
    view: (): ConnectionView => view,
    iso,
    /** Takes over what an earlier life stored, or begins anew, without writing. */
    begin(stored: ConnectionView | null): void {
      view = stored ?? { ...idleConnection, since: iso() };
    },
    /** When the present trouble began: the same through all tries, until it is live again. */
    lossSince: (): string => (['waiting', 'connecting', 'polling'].includes(view.phase) ? view.since : iso()),
    /** Never rejects: what storage refuses is stored the next time, and the connection goes on meanwhile. */
    async show(change: Partial<ConnectionView>): Promise<void> {
      const before = view;
      view = { ...before, ...change };
      if (logged.some((name) => before[name] !== view[name])) {
        const silent = view.reachable ? [] : ['no answer over REST'];
        const detail = [view.reason ?? [], silent].flat().join(', ');
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

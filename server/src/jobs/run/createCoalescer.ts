import type { Clock } from '../../shared/clock.ts';
import type { EventChange } from '../log/eventLog.ts';

const INTERVAL_MS = 100;
/** An event that is later than this moves those after it. */
const FORGIVEN_MS = 50;

export interface CoalescerOptions {
  clock: Clock;
  /** Appends one event; its failures are its own to report. */
  emit: (change: EventChange) => Promise<void>;
  /** Told with each event how long the first of its changes had waited, in milliseconds. */
  onWaited?: ((waitedMs: number) => void) | undefined;
}

/**
 * Thins out a stream of changes: the first goes at once, then at most one each 100 ms, the next never pushed
 * back because this one was a little late: ten changes a second would lose some to every late timer. A change
 * of phase goes at once with all that was waiting; so what waits is never shown after what came later.
 */
export function createCoalescer({ clock, emit, onWaited }: CoalescerOptions) {
  let pending: EventChange | null = null;
  let pendingSince = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  let phase: string | undefined;
  let takeBack: (() => void) | null = null;
  let sending: Promise<void> | null = null;
  let closed = false;

  function send(): void {
    takeBack?.();
    takeBack = null;
    if (!pending || sending !== null) return;
    const change = pending;
    pending = null;
    const now = clock.monotonicMs();
    const dueAt = lastAt + INTERVAL_MS;
    lastAt = now < dueAt + FORGIVEN_MS ? dueAt : now;
    onWaited?.(now - pendingSince);
    sending = emit(change).finally(() => {
      sending = null;
      plan(false);
    });
  }

  function plan(atOnce: boolean): void {
    if (!pending || sending !== null) return;
    const wait = lastAt + INTERVAL_MS - clock.monotonicMs();
    if (atOnce || wait <= 0) send();
    else takeBack ??= clock.after(wait, send);
  }

  return {
    offer(change: EventChange): void {
      if (closed) return;
      if (!pending) pendingSince = clock.monotonicMs();
      pending = { ...pending, ...change };
      const turn = change.phase !== undefined && change.phase !== phase;
      if (change.phase !== undefined) phase = change.phase;
      if (turn) lastAt = Number.NEGATIVE_INFINITY;
      plan(turn);
    },
    /** Takes no more; writes what is still waiting, or drops it because the end says it all. */
    async close({ drop }: { drop: boolean }): Promise<void> {
      closed = true;
      if (drop) pending = null;
      lastAt = Number.NEGATIVE_INFINITY;
      while (sending !== null || pending) {
        send();
        await sending;
      }
      takeBack?.();
      takeBack = null;
    },
  };
}

export type Coalescer = ReturnType<typeof createCoalescer>;

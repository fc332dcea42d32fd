import type { Clock } from '../../shared/clock.ts';
import type { EventChange } from '../log/eventLog.ts';

const INTERVAL_MS = 100;
/** An event may be late by this much without moving the next one. */
const TOLERANCE_MS = 50;

export interface CoalescerOptions {
  clock: Clock;
  /** Appends one event. It reports its failures itself and never rejects. */
  emit: (change: EventChange) => Promise<void>;
  /** Called for each event, with the milliseconds that the first of its changes had waited. */
  onWaited?: ((waitedMs: number) => void) | undefined;
}

/**
 * Merges a stream of changes into at most one event every 100 ms; the first is sent at once. An event that is
 * a little late does not delay the next one: otherwise late timers would reduce the ten events a second. A
 * change of phase is sent at once, together with the changes that wait, so that no older change is shown
 * after it.
 */
export function createCoalescer({ clock, emit, onWaited }: CoalescerOptions) {
  let pending: EventChange | null = null;
  let pendingSince = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  let phase: string | undefined;
  let cancelTimer: (() => void) | null = null;
  let sending: Promise<void> | null = null;
  let closed = false;

  function send(): void {
    cancelTimer?.();
    cancelTimer = null;
    if (!pending || sending !== null) return;
    const change = pending;
    pending = null;
    const now = clock.monotonicMs();
    const dueAt = lastAt + INTERVAL_MS;
    lastAt = now < dueAt + TOLERANCE_MS ? dueAt : now;
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
    else cancelTimer ??= clock.after(wait, send);
  }

  return {
    offer(change: EventChange): void {
      if (closed) return;
      if (!pending) pendingSince = clock.monotonicMs();
      pending = { ...pending, ...change };
      const isNewPhase = change.phase !== undefined && change.phase !== phase;
      if (change.phase !== undefined) phase = change.phase;
      if (isNewPhase) lastAt = Number.NEGATIVE_INFINITY;
      plan(isNewPhase);
    },
    /**
     * Accepts no more changes. Writes the waiting ones, or drops them when the event of the end contains
     * them.
     */
    async close({ drop }: { drop: boolean }): Promise<void> {
      closed = true;
      if (drop) pending = null;
      lastAt = Number.NEGATIVE_INFINITY;
      while (sending !== null || pending) {
        send();
        await sending;
      }
      cancelTimer?.();
      cancelTimer = null;
    },
  };
}

export type Coalescer = ReturnType<typeof createCoalescer>;

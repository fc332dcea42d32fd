import type { Clock } from '../shared/clock.ts';

const KEPT_INSTANCES = 10_000;
const KEPT_MS = 60 * 60_000;
/** With fewer messages, a single one in transit would change the ratio too much. */
const MIN_EMITTED = 20;

interface Instance {
  userId: string;
  /** Messages sent to this worker instance, over all its connections. */
  emitted: number;
  /** Messages that were sent before its last report. */
  emittedAtReport: number;
  applied: number;
  at: number;
  reported: boolean;
}

/**
 * The share of the messages emitted to a worker instance (`boot_id`) that it has applied. Both numbers are
 * updated when it reports. An instance that never reports, by choice or because it died, is in neither.
 */
export function createDelivered({ clock }: { clock: Pick<Clock, 'monotonicMs'> }) {
  const instances = new Map<string, Instance>();
  const all = { emitted: 0, applied: 0 };

  /** Limits the size of the map: removes old instances, then the first of the others. */
  function removeOldest(): void {
    if (instances.size < KEPT_INSTANCES) return;
    for (const [id, instance] of instances)
      if (clock.monotonicMs() - instance.at > KEPT_MS) instances.delete(id);
    for (const id of instances.keys()) {
      if (instances.size < KEPT_INSTANCES) return;
      instances.delete(id);
    }
  }

  return {
    emitted(bootId: string, userId: string): void {
      const instance = instances.get(bootId);
      if (instance === undefined) {
        removeOldest();
        instances.set(bootId, {
          userId,
          emitted: 1,
          emittedAtReport: 0,
          applied: 0,
          at: clock.monotonicMs(),
          reported: false,
        });
      } else if (instance.userId === userId) {
        instance.emitted += 1;
        instance.at = clock.monotonicMs();
      }
    },

    /** Ignores an instance of another user, and one from before the start of this server. */
    applied(bootId: string, userId: string, count: number): void {
      const instance = instances.get(bootId);
      if (instance === undefined || instance.userId !== userId) return;
      // An instance cannot apply more than was sent. What was sent before a restart of the server is not
      // known here.
      const counted = Math.min(count, instance.emitted - instance.applied);
      all.emitted += instance.emitted - instance.emittedAtReport;
      all.applied += counted;
      instance.applied += counted;
      instance.emittedAtReport = instance.emitted;
      instance.reported = true;
      instance.at = clock.monotonicMs();
    },

    totals: (): { emitted: number; applied: number } => ({ ...all }),

    /** NaN before the first report. */
    ratio: (): number => (all.emitted === 0 ? Number.NaN : all.applied / all.emitted),

    /**
     * The lowest ratio of an instance that reported or was sent to in the last hour; NaN when there is none
     * to judge.
     */
    worst(): number {
      let worst = Number.NaN;
      for (const instance of instances.values()) {
        if (
          !instance.reported ||
          instance.emittedAtReport < MIN_EMITTED ||
          clock.monotonicMs() - instance.at > KEPT_MS
        )
          continue;
        const ratio = instance.applied / instance.emittedAtReport;
        if (!(ratio >= worst)) worst = ratio;
      }
      return worst;
    },
  };
}

export type Delivered = ReturnType<typeof createDelivered>;

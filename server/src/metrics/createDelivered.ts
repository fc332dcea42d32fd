import type { Clock } from '../shared/clock.ts';

const KEPT_BOOTS = 10_000;
const KEPT_MS = 60 * 60_000;
/** With fewer messages, a single one in transit would change the ratio too much. */
const FEWEST_TO_JUDGE = 20;

interface Boot {
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
  const boots = new Map<string, Boot>();
  const all = { emitted: 0, applied: 0 };

  /** Limits the size of the map: removes old instances, then the first of the others. */
  function tidy(): void {
    if (boots.size < KEPT_BOOTS) return;
    for (const [id, boot] of boots) if (clock.monotonicMs() - boot.at > KEPT_MS) boots.delete(id);
    for (const id of boots.keys()) {
      if (boots.size < KEPT_BOOTS) return;
      boots.delete(id);
    }
  }

  return {
    emitted(bootId: string, userId: string): void {
      const boot = boots.get(bootId);
      if (boot === undefined) {
        tidy();
        boots.set(bootId, {
          userId,
          emitted: 1,
          emittedAtReport: 0,
          applied: 0,
          at: clock.monotonicMs(),
          reported: false,
        });
      } else if (boot.userId === userId) {
        boot.emitted += 1;
        boot.at = clock.monotonicMs();
      }
    },

    /** Ignores an instance of another user, and one from before the start of this server. */
    applied(bootId: string, userId: string, count: number): void {
      const boot = boots.get(bootId);
      if (boot === undefined || boot.userId !== userId) return;
      // An instance cannot apply more than was sent. What was sent before a restart of the server is not
      // known here.
      const counted = Math.min(count, boot.emitted - boot.applied);
      all.emitted += boot.emitted - boot.emittedAtReport;
      all.applied += counted;
      boot.applied += counted;
      boot.emittedAtReport = boot.emitted;
      boot.reported = true;
      boot.at = clock.monotonicMs();
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
      for (const boot of boots.values()) {
        if (
          !boot.reported ||
          boot.emittedAtReport < FEWEST_TO_JUDGE ||
          clock.monotonicMs() - boot.at > KEPT_MS
        )
          continue;
        const ratio = boot.applied / boot.emittedAtReport;
        if (!(ratio >= worst)) worst = ratio;
      }
      return worst;
    },
  };
}

export type Delivered = ReturnType<typeof createDelivered>;

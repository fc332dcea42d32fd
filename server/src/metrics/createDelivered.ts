import type { Clock } from '../shared/clock.ts';

const KEPT_BOOTS = 10_000;
const KEPT_MS = 60 * 60_000;
/** Under this a message on its way would count for a lot. */
const FEWEST_TO_JUDGE = 20;

interface Boot {
  userId: string;
  /** Messages sent to this life of a worker, over all its connections. */
  emitted: number;
  /** Of these, those its reports were about. */
  settled: number;
  applied: number;
  at: number;
  reported: boolean;
}

/**
 * How much of what was emitted to a life of a worker (`boot_id`) it has applied. Both are taken when it
 * reports, so that lives that never do, by choice or by death, stand in neither number.
 */
export function createDelivered({ clock }: { clock: Pick<Clock, 'monotonicMs'> }) {
  const boots = new Map<string, Boot>();
  const all = { emitted: 0, applied: 0 };

  /** Bounded in every case: what is old goes, and then what came first. */
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
          settled: 0,
          applied: 0,
          at: clock.monotonicMs(),
          reported: false,
        });
      } else if (boot.userId === userId) {
        boot.emitted += 1;
        boot.at = clock.monotonicMs();
      }
    },

    /** Someone else's life, or one from before this server's start, says nothing here. */
    applied(bootId: string, userId: string, count: number): void {
      const boot = boots.get(bootId);
      if (boot === undefined || boot.userId !== userId) return;
      // Nobody applies more than was sent; what was sent before a restart of the server is not known here.
      const counted = Math.min(count, boot.emitted - boot.applied);
      all.emitted += boot.emitted - boot.settled;
      all.applied += counted;
      boot.applied += counted;
      boot.settled = boot.emitted;
      boot.reported = true;
      boot.at = clock.monotonicMs();
    },

    totals: (): { emitted: number; applied: number } => ({ ...all }),

    /** NaN before the first report. */
    ratio: (): number => (all.emitted === 0 ? Number.NaN : all.applied / all.emitted),

    /** The lowest of a life that was reported or sent to in the last hour; NaN when there is none to judge. */
    worst(): number {
      let worst = Number.NaN;
      for (const boot of boots.values()) {
        if (!boot.reported || boot.settled < FEWEST_TO_JUDGE || clock.monotonicMs() - boot.at > KEPT_MS)
          continue;
        const ratio = boot.applied / boot.settled;
        if (!(ratio >= worst)) worst = ratio;
      }
      return worst;
    },
  };
}

export type Delivered = ReturnType<typeof createDelivered>;

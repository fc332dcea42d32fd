export interface ChaosSize {
  /** How long faults are made, s. */
  seconds: number;
  scans: number;
  /** Scans that run at the same time. */
  atOnce: number;
  /** Pages of each scan, read at `rate` a second. */
  pages: number;
  rate: number;
  /** Worker kills at any moment; those at a start, an end or a notification come on top. */
  kills: number;
  /** Of the starts and of the ends, how many are met by a kill within 200 ms. */
  momentKills: number;
  serverKills: number;
  restarts: number;
  /** Periods in which the path is cut for 2 s in every 5 s. */
  drops: { periods: number; seconds: number };
  stalls: { count: number; seconds: number };
}

export const fullSize: ChaosSize = {
  seconds: 15 * 60,
  scans: 20,
  atOnce: 5,
  pages: 90,
  rate: 0.5,
  kills: 30,
  momentKills: 24,
  serverKills: 20,
  restarts: 10,
  drops: { periods: 3, seconds: 30 },
  stalls: { count: 2, seconds: 60 },
};

/** The same kinds of faults in the two minutes that every run of the tests affords. */
export const smallSize: ChaosSize = {
  seconds: 75,
  scans: 4,
  atOnce: 4,
  pages: 30,
  rate: 0.5,
  kills: 4,
  momentKills: 4,
  serverKills: 2,
  restarts: 1,
  drops: { periods: 1, seconds: 10 },
  stalls: { count: 1, seconds: 8 },
};

export type PathFault = { kind: 'server kill' } | { kind: 'drops' | 'stall'; seconds: number };
export type BrowserFault = { kind: 'worker kill' | 'browser restart'; actor: number; atS: number };

const shuffled = <T>(items: T[], random: () => number): T[] => {
  const left = [...items];
  return Array.from(
    { length: items.length },
    () => left.splice(Math.floor(random() * left.length), 1)[0] as T,
  );
};

/** Faults of the path come one after the other, those of browsers at their times. */
export function planFaults(size: ChaosSize, actors: number, random: () => number) {
  const path: PathFault[] = shuffled<PathFault>(
    [
      ...Array.from({ length: size.serverKills }, () => ({ kind: 'server kill' as const })),
      ...Array.from({ length: size.drops.periods }, () => ({
        kind: 'drops' as const,
        seconds: size.drops.seconds,
      })),
      ...Array.from({ length: size.stalls.count }, () => ({
        kind: 'stall' as const,
        seconds: size.stalls.seconds,
      })),
    ],
    random,
  );
  const at = (kind: BrowserFault['kind']): BrowserFault => ({
    kind,
    actor: Math.floor(random() * actors),
    atS: 5 + random() * (size.seconds - 10),
  });
  const browser = [
    ...Array.from({ length: size.kills }, () => at('worker kill')),
    ...Array.from({ length: size.restarts }, () => at('browser restart')),
  ].sort((a, b) => a.atS - b.atS);
  return { path, browser };
}

import { seededRandom } from '../../tests/support/random/seededRandom.ts';

export interface ChaosSize {
  /** How long faults are made, in seconds. */
  seconds: number;
  scans: number;
  /** Scans that run at the same time. */
  atOnce: number;
  /** Pages of each scan, read at `rate` a second. */
  pages: number;
  rate: number;
  /** Worker kills at any moment, in addition to `momentKills`. */
  kills: number;
  /** Worker kills right after a start, an end or a notification. */
  momentKills: number;
  serverKills: number;
  restarts: number;
  /** Periods in which the path is cut for 2 s in every 5 s. */
  drops: { periods: number; seconds: number };
  stalls: { count: number; seconds: number };
  /** A run with fewer kills proves nothing. */
  atLeast: { workerKills: number; withinMoment: number };
  /** Limit of the whole run, in minutes. */
  maxMinutes: number;
}

/** A kill within this time (ms) after a start, an end or a notification counts as right after it. */
export const MOMENT_MS = 200;

export const fullSize: ChaosSize = {
  seconds: 15 * 60,
  scans: 20,
  atOnce: 5,
  pages: 90,
  rate: 0.5,
  kills: 44,
  momentKills: 28,
  serverKills: 20,
  restarts: 10,
  drops: { periods: 5, seconds: 60 },
  stalls: { count: 2, seconds: 60 },
  atLeast: { workerKills: 50, withinMoment: 15 },
  maxMinutes: 20,
};

/** The same kinds of faults in two minutes, for every run of the tests. */
export const smallSize: ChaosSize = {
  seconds: 75,
  scans: 4,
  atOnce: 4,
  pages: 30,
  rate: 0.5,
  kills: 4,
  momentKills: 6,
  serverKills: 2,
  restarts: 1,
  drops: { periods: 1, seconds: 10 },
  stalls: { count: 1, seconds: 8 },
  atLeast: { workerKills: 4, withinMoment: 1 },
  maxMinutes: 10,
};

/** For a server that restarts its scans after a kill: short scans, and mostly server kills. */
export const interopSize: ChaosSize = {
  seconds: 5.5 * 60,
  scans: 16,
  atOnce: 4,
  pages: 24,
  rate: 1.5,
  kills: 6,
  momentKills: 8,
  serverKills: 8,
  restarts: 2,
  drops: { periods: 4, seconds: 15 },
  stalls: { count: 1, seconds: 20 },
  atLeast: { workerKills: 8, withinMoment: 2 },
  maxMinutes: 10,
};

/** The same in half a minute, for every run of the tests. */
export const smallInteropSize: ChaosSize = {
  seconds: 26,
  scans: 3,
  atOnce: 3,
  pages: 16,
  rate: 1,
  kills: 1,
  momentKills: 2,
  serverKills: 2,
  restarts: 0,
  drops: { periods: 1, seconds: 5 },
  stalls: { count: 0, seconds: 0 },
  atLeast: { workerKills: 1, withinMoment: 0 },
  maxMinutes: 5,
};

export type PathFault = ({ kind: 'server kill' } | { kind: 'drops' | 'stall'; seconds: number }) & {
  /** Seconds without a fault of the path afterwards. */
  calmS: number;
};
export type BrowserFault = { kind: 'worker kill' | 'browser restart'; actor: number; atS: number };

/** After every fifth fault of the path the calm is long enough to see that every browser has recovered. */
const LONG_CALM_EVERY = 5;
const LONG_CALM_S = 50;
/** About one second until the restart and one to start. */
const SERVER_KILL_S = 3;

const repeat = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

const shuffled = <T>(items: T[], random: () => number): T[] => {
  const left = [...items];
  return repeat(items.length, () => left.splice(Math.floor(random() * left.length), 1)[0] as T);
};

/** Plans path faults one after another, and browser faults at fixed times. The seed alone decides both. */
export function planFaults(size: ChaosSize, actors: number, seed: number) {
  const [order, calm, times] = [seededRandom(seed), seededRandom(seed + 1), seededRandom(seed + 2)];
  const faults = shuffled(
    [
      ...repeat(size.serverKills, () => ({ kind: 'server kill' as const })),
      ...repeat(size.drops.periods, () => ({ kind: 'drops' as const, seconds: size.drops.seconds })),
      ...repeat(size.stalls.count, () => ({ kind: 'stall' as const, seconds: size.stalls.seconds })),
    ],
    order,
  );
  const broken = faults.reduce((sum, fault) => sum + ('seconds' in fault ? fault.seconds : SERVER_KILL_S), 0);
  const long = Math.floor(faults.length / LONG_CALM_EVERY);
  const left = size.seconds - broken - long * LONG_CALM_S;
  const short = Math.max(2, left / (faults.length - long + 1));
  const path: PathFault[] = faults.map((fault, index) => ({
    ...fault,
    calmS: (index + 1) % LONG_CALM_EVERY === 0 ? LONG_CALM_S : short * (0.6 + 0.8 * calm()),
  }));
  const at = (kind: BrowserFault['kind']): BrowserFault => ({
    kind,
    actor: Math.floor(times() * actors),
    atS: 5 + times() * (size.seconds - 10),
  });
  const browser = [
    ...repeat(size.kills, () => at('worker kill')),
    ...repeat(size.restarts, () => at('browser restart')),
  ].sort((a, b) => a.atS - b.atS);
  return { path, browser };
}

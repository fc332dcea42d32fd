import type { Look } from './playCrawl.ts';

/** How good an estimate was. All are shares of the whole duration, or of the looks with a time. */
export interface Judgement {
  durationS: number;
  /** A percent was on the screen. */
  known: number;
  /** The percent was off by more than 15 points. */
  farOff: number;
  /** A time left was on the screen. */
  timed: number;
  /** The middle of the range was right within a factor of 2. */
  timeRight: number;
  /** The number stood at 99. */
  lastPercent: number;
}

const POINTS = 15;

function isTimeRight({ etaS, leftS }: Look): boolean {
  const middle = ((etaS?.[0] ?? 0) + (etaS?.[1] ?? 0)) / 2;
  // Times are whole seconds.
  return middle <= 2 * leftS + 1 && middle >= leftS / 2 - 1;
}

/** Judges what screens showed of one scan. */
export function judgeLooks(looks: readonly Look[]): Judgement {
  const end = (looks.at(-1)?.elapsedS ?? 0) + (looks.at(-1)?.leftS ?? 0);
  const share = (matches: (look: Look) => boolean): number =>
    looks.reduce(
      (sum, look, i) => sum + (matches(look) ? (looks[i + 1]?.elapsedS ?? end) - look.elapsedS : 0),
      0,
    ) / end;
  const timed = looks.filter(({ etaS }) => etaS !== null);
  return {
    durationS: end,
    known: share(({ totalKnown }) => totalKnown),
    farOff: share(({ totalKnown, progress, truth }) => totalKnown && Math.abs(progress - truth) > POINTS),
    timed: share(({ etaS }) => etaS !== null),
    timeRight: timed.filter(isTimeRight).length / Math.max(1, timed.length),
    lastPercent: share(({ progress }) => progress >= 98.95),
  };
}

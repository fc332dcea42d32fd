import { percentile } from '../support/stats.ts';
import type { Seen } from '../support/watchPaint.ts';

export interface Update {
  /** The count of pages that it brought. */
  value: number;
  /** The whole percent that it brought. */
  percent: number;
  madeAt: number;
  appendedAt: number;
}

/** What one browser showed, and the updates in the log; times in ms of the machine's clock. */
export interface Followed {
  painted: Seen[];
  badges: Seen[];
  updates: Update[];
}

/** The first seconds do not count: the socket opens and the first card is painted. */
export const WARM_UP_MS = 3000;
/** Reading pages takes this part of the progress of a scan, so the badge can show at most as many percents. */
const READING_PERCENTS = 80;
const MAX_MS = 100;
/** Minimum share of the expected updates. */
const MIN_SHARE = 0.95;

/** The milliseconds from `from` of each update until it or a newer one was seen, and the number of expected updates. */
function delays(
  { updates }: Followed,
  seen: Seen[],
  field: 'value' | 'percent',
  from: 'madeAt' | 'appendedAt',
): { due: number; ms: number[] } {
  const first = updates[0]?.appendedAt ?? 0;
  const shownPercents = new Set<number>();
  const due = updates.filter((update) => {
    // The badge shows whole percents only, so the first update with a new percent counts.
    const known = field === 'percent' && shownPercents.has(update.percent);
    shownPercents.add(update.percent);
    return !known && update.appendedAt >= first + WARM_UP_MS;
  });
  const ms = due.flatMap((update) => {
    const shown = seen.find(({ value, at }) => value >= update[field] && at >= update.appendedAt);
    return shown ? [shown.at - update[from]] : [];
  });
  return { due: due.length, ms };
}

/** Lowest, middle and highest sample; NaN when there are none. */
const spreadOf = (ms: number[]): [number, number, number] => [
  percentile(ms, 0),
  percentile(ms, 0.5),
  percentile(ms, 1),
];

export function figuresOf(followed: Followed) {
  const { painted, badges, updates } = followed;
  const shown = delays(followed, painted, 'value', 'appendedAt');
  const badge = delays(followed, badges, 'percent', 'appendedAt');
  const waited = updates.map((update) => update.appendedAt - update.madeAt);
  return {
    figures: {
      updates: shown.due,
      measured: shown.ms.length,
      p50_ms: percentile(shown.ms, 0.5),
      p95_ms: percentile(shown.ms, 0.95),
      p99_ms: percentile(shown.ms, 0.99),
      max_ms: percentile(shown.ms, 1),
      coalesce_p99_ms: percentile(waited, 0.99),
      total_p99_ms: percentile(delays(followed, painted, 'value', 'madeAt').ms, 0.99),
      badge_updates: badge.due,
      badge_measured: badge.ms.length,
      badge_p50_ms: percentile(badge.ms, 0.5),
      badge_p95_ms: percentile(badge.ms, 0.95),
      badge_p99_ms: percentile(badge.ms, 0.99),
      badge_max_ms: percentile(badge.ms, 1),
    },
    spread: { p50_ms: spreadOf(shown.ms), badge_p50_ms: spreadOf(badge.ms) },
  };
}
export type LatencyFigures = ReturnType<typeof figuresOf>['figures'];

/** Describes the limits that were not kept. `ranSeconds`: planned length of the scan. A missing figure keeps no limit. */
export function judgeLatency(
  figures: LatencyFigures,
  { seconds, ranSeconds, rate }: { seconds: number; ranSeconds: number; rate: number },
): string[] {
  const { updates, measured, badge_updates: badges, badge_measured: badgesSeen } = figures;
  const minUpdates = Math.floor(MIN_SHARE * seconds * rate);
  const minBadges = Math.floor(
    MIN_SHARE * Math.min(seconds * rate, (READING_PERCENTS * seconds) / ranSeconds),
  );
  const limits: [boolean, string][] = [
    [figures.p99_ms < MAX_MS, `p99 ${figures.p99_ms} ms; the limit is ${MAX_MS}`],
    [updates >= minUpdates, `only ${updates} updates were made, not ${minUpdates}`],
    [measured >= MIN_SHARE * updates, `only ${measured} of ${updates} updates were seen`],
    [figures.badge_p95_ms < MAX_MS, `the badge's p95 is ${figures.badge_p95_ms} ms; the limit is ${MAX_MS}`],
    [badges >= minBadges, `only ${badges} percents for the badge, not ${minBadges}`],
    [badgesSeen >= MIN_SHARE * badges, `only ${badgesSeen} of ${badges} percents stood on the badge`],
  ];
  return limits.filter(([kept]) => !kept).map(([, text]) => text);
}

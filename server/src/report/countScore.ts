import {
  type Deduction,
  pageWeights,
  type Score,
  type Severity,
  severities,
  siteWeights,
} from '@seo-live/protocol';

/** The checks with findings on one page, each with its worst severity there. */
export type PageChecks = ReadonlyMap<string, Severity>;

export interface ScoreInput {
  /** Indexable HTML pages that were read. */
  pages: number;
  /** HTML pages that were read. */
  read: number;
  /** HTML pages that were read and have a noindex directive. */
  noindex: number;
  /** URLs of pages that failed, were blocked by the site, or were not reached. */
  unread: number;
  /** The checks of each indexable page that has findings. */
  weighed: Iterable<PageChecks>;
  /** Checks with findings about the site and not about a page. */
  site: PageChecks;
}

const NOINDEX_CAP = { reason: 'index.noindex-sitewide', at_most: 30 };
/** Checks about the site that limit the score. With one of them there is a score even if no page was read. */
const ROBOTS_CAPS = [
  { reason: 'robots.blocks-all', at_most: 20 },
  { reason: 'robots.5xx', at_most: 20 },
];

const none = (why_none: 'too_little_read' | 'nothing_to_score', pages: number): Score => ({
  version: 1,
  value: null,
  why_none,
  pages,
  deductions: [],
});

/**
 * The score of a site, version 1: 100 · (1 − Σ min(1, Σ weights) / pages) − Σ site weights, at least 0. All
 * numbers are rounded to hundredths so that 100 − Σ deductions is exactly the score. A page whose weights
 * exceed 1 divides its share among its checks by weight. A cap carries the points it took away.
 */
export function countScore(input: ScoreInput): Score {
  const robotsCap = ROBOTS_CAPS.find(({ reason }) => input.site.has(reason));
  if (robotsCap === undefined && input.read * 2 < input.read + input.unread)
    return none('too_little_read', input.pages);
  if (input.pages === 0) {
    if (robotsCap === undefined) return none('nothing_to_score', 0);
    const { at_most } = robotsCap;
    return {
      version: 1,
      value: at_most,
      pages: 0,
      deductions: [],
      cap: { ...robotsCap, points: 100 - at_most },
    };
  }
  const costs = new Map<string, Cost>();
  for (const page of input.weighed) addPage(costs, page, input.pages);
  for (const [check, severity] of input.site) add(costs, check, severity, siteWeights[severity], 0);
  const total = [...costs.values()].reduce((sum, cost) => sum + cost.points, 0);
  const lost = Math.min(100, total);
  const deductions = inHundredths(costs, total === 0 ? 1 : lost / total);
  const health = (10_000 - sumOfHundredths(deductions)) / 100;
  const score: Score = { version: 1, value: health, pages: input.pages, deductions };
  const cap = robotsCap ?? (input.noindex * 2 > input.read ? NOINDEX_CAP : undefined);
  if (cap === undefined || health <= cap.at_most) return score;
  const points = Math.round((health - cap.at_most) * 100) / 100;
  return { ...score, value: cap.at_most, cap: { ...cap, points } };
}

interface Cost {
  severity: Severity;
  pages: number;
  points: number;
}

function addPage(costs: Map<string, Cost>, page: PageChecks, pages: number): void {
  let sum = 0;
  for (const severity of page.values()) sum += pageWeights[severity];
  const share = 100 / pages / Math.max(1, sum);
  for (const [check, severity] of page) add(costs, check, severity, pageWeights[severity] * share, 1);
}

function add(
  costs: Map<string, Cost>,
  check: string,
  severity: Severity,
  points: number,
  pages: number,
): void {
  const cost = costs.get(check) ?? { severity, pages: 0, points: 0 };
  cost.pages += pages;
  cost.points += points;
  if (severities.indexOf(severity) < severities.indexOf(cost.severity)) cost.severity = severity;
  costs.set(check, cost);
}

/** Rounds the largest remainders up, so that the parts add up to the rounded total. */
function inHundredths(costs: ReadonlyMap<string, Cost>, scale: number): Deduction[] {
  const rows = [...costs]
    .filter(([, { points }]) => points > 0)
    .map(([check, { severity, pages, points }]) => {
      const exact = snap(points * scale * 100);
      return { check, severity, pages, exact, hundredths: Math.floor(exact) };
    });
  const whole = Math.round(snap(rows.reduce((sum, row) => sum + row.exact, 0)));
  let missing = whole - rows.reduce((sum, row) => sum + row.hundredths, 0);
  const byRemainder = [...rows].sort(
    (a, b) => b.exact - b.hundredths - (a.exact - a.hundredths) || compare(a.check, b.check),
  );
  for (const row of byRemainder) {
    if (missing <= 0) break;
    row.hundredths += 1;
    missing -= 1;
  }
  return rows
    .sort((a, b) => b.hundredths - a.hundredths || compare(a.check, b.check))
    .map(({ check, severity, pages, hundredths }) => ({ check, severity, pages, points: hundredths / 100 }));
}

/** Removes the error of adding binary fractions: 14.999999999 becomes 15. */
const snap = (value: number): number => Math.round(value * 1e6) / 1e6;

const sumOfHundredths = (deductions: Deduction[]): number =>
  deductions.reduce((sum, { points }) => sum + Math.round(points * 100), 0);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

import type { Severity } from './severityCounts.ts';

/** What a check costs a page that it names. It costs the same when it names the page several times. */
export const pageWeights: Readonly<Record<Severity, number>> = {
  critical: 1,
  high: 0.4,
  medium: 0.15,
  low: 0.04,
  info: 0,
};

/** Points that a check costs when it names no page but robots.txt, a sitemap or the whole site. */
export const siteWeights: Readonly<Record<Severity, number>> = {
  critical: 10,
  high: 4,
  medium: 1.5,
  low: 0.5,
  info: 0,
};

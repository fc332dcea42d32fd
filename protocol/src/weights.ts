import type { Severity } from './severityCounts.ts';

/** What a check costs a page that it names, once however often it names it. */
export const pageWeights: Readonly<Record<Severity, number>> = {
  critical: 1,
  high: 0.4,
  medium: 0.15,
  low: 0.04,
  info: 0,
};

/** Points for a check that names no page: robots.txt, sitemaps, the site. */
export const siteWeights: Readonly<Record<Severity, number>> = {
  critical: 10,
  high: 4,
  medium: 1.5,
  low: 0.5,
  info: 0,
};

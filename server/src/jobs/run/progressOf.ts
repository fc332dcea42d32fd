import type { PageCounts, Phase } from '@seo-live/protocol';

/**
 * While pages are still queued or being read, at least this many are assumed in total: the first pages say
 * little about the size of a site.
 */
const LEAST_PAGES = 20;

const startOf: Record<Phase, number> = {
  queued: 0,
  discovering: 1,
  crawling: 5,
  verifying: 86,
  analysing: 91,
  reporting: 96,
  done: 100,
};

/** Percent of the whole scan. Reading pages is 5–85; each phase after it has a fixed number. */
export function progressOf(phase: Phase, pages: PageCounts): number {
  if (phase !== 'crawling') return startOf[phase];
  const ended = pages.crawled + pages.failed + pages.refused;
  const open = pages.queued + pages.in_flight;
  const expected = Math.max(ended + open, open > 0 ? LEAST_PAGES : 1);
  return startOf.crawling + 80 * Math.min(1, ended / expected);
}

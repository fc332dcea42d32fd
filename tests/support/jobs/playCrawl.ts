import { noIssues } from '../../../protocol/src/index.ts';
import type { CrawlProgress } from '../../../server/src/crawl/ports/crawlControl.ts';
import { createEstimate, type Estimate } from '../../../server/src/jobs/run/createEstimate.ts';
import { noPages } from '../../../server/src/store/jobs/jobCounts.ts';
import { createManualClock } from '../clocks/manualClock.ts';

/** A site as a crawl meets it. */
export interface SiteShape {
  /** Its pages. */
  pages: number;
  /** How many new pages the page read as number `n` names, of those that are left. */
  names: (n: number) => number;
  /** Pages a second. */
  rate: number;
  /** URLs in its sitemap; 0 for none. */
  sitemap?: number;
  /** Pages that fail and are looked at again. */
  failing?: number;
}

/** One look at a screen, as a fraction of the whole duration. */
export interface Look extends Estimate {
  elapsedS: number;
  /** Elapsed ÷ whole duration × 100. */
  truth: number;
  leftS: number;
}

const EVERY_S = 0.25;
const AGAIN_AFTER_S = 30;

/** Plays a crawl of a site against the estimate, with a clock that moves only here. */
export function playCrawl({ pages: total, names, rate, sitemap = 0, failing = 0 }: SiteShape): Look[] {
  const clock = createManualClock(0);
  const estimate = createEstimate(clock);
  const looks: Omit<Look, 'truth' | 'leftS'>[] = [];
  let elapsedS = 0;
  let found = 1;
  let read = 0;
  let failed = 0;
  const look = (shown: Estimate): void => void looks.push({ ...shown, elapsedS });
  const pass = (seconds: number): void => {
    clock.advance(seconds * 1000);
    elapsedS += seconds;
  };
  const report = (phase: CrawlProgress['phase'], more: Partial<CrawlProgress> = {}): void =>
    look(
      estimate.crawling({
        phase,
        pages: { ...noPages(), discovered: found, crawled: read - failed, failed, queued: found - read },
        issues: noIssues(),
        ratePerS: rate,
        again: null,
        againInS: failed === 0 ? 0 : AGAIN_AFTER_S,
        inSitemap: sitemap,
        currentUrls: [],
        slowed: 0,
        ...more,
      }),
    );

  let due = 0;
  let addedSitemap = false;
  while (read < found || !addedSitemap) {
    if (read >= found) {
      found = Math.max(found, sitemap);
      addedSitemap = true;
      continue;
    }
    pass(EVERY_S);
    for (due += rate * EVERY_S; due >= 1 && read < found; due--) {
      read += 1;
      if (failed < failing && read % Math.ceil(total / failing) === 0) failed += 1;
      found = Math.max(found, Math.min(total, found + names(read)));
    }
    report('crawling');
  }
  if (failed > 0) {
    for (let waited = 0; waited < AGAIN_AFTER_S; waited += 1) {
      report('verifying', { again: { done: 0, total: failed }, againInS: AGAIN_AFTER_S - waited });
      pass(1);
    }
    for (let done = 0; done < failed; done += 1) {
      pass(1 / rate);
      report('verifying', { again: { done, total: failed }, againInS: 0 });
    }
  }
  look(estimate.entered('analysing'));
  pass(0.4 + 0.0006 * read);
  look(estimate.entered('reporting'));
  pass(0.2);
  return looks.map((one) => ({
    ...one,
    truth: (100 * one.elapsedS) / elapsedS,
    leftS: elapsedS - one.elapsedS,
  }));
}

/** Site shapes that differ in how they tell of their pages. */
export const siteShapes: Record<string, SiteShape> = {
  'all on the start page': { pages: 300, names: (n) => (n === 1 ? 300 : 0), rate: 5 },
  'a shop: categories, then products': { pages: 2500, names: (n) => (n <= 60 ? 42 : 0), rate: 50 },
  'a shop that lists page after page': { pages: 2000, names: (n) => (n % 21 === 1 ? 22 : 0), rate: 20 },
  'a blog, each post names the next': { pages: 400, names: () => 1, rate: 5 },
  'a wiki, growth that fades': {
    pages: 5000,
    names: (n) => Math.max(0, Math.round(12 / (1 + n / 80))),
    rate: 40,
  },
  'sections one after another': { pages: 1200, names: (n) => (n % 200 === 1 ? 200 : 0), rate: 20 },
  'a sitemap with all pages': { pages: 3000, names: (n) => (n < 40 ? 20 : 0), rate: 30, sitemap: 3000 },
  'a sitemap with half of the pages': {
    pages: 1500,
    names: (n) => (n < 100 ? 15 : 0),
    rate: 20,
    sitemap: 750,
  },
  'a sitemap and few links': { pages: 1000, names: (n) => (n === 1 ? 10 : 0), rate: 10, sitemap: 1000 },
  'many dead links': { pages: 800, names: (n) => (n < 40 ? 20 : 0), rate: 20, failing: 60 },
  'a handful of pages': { pages: 16, names: (n) => (n === 1 ? 15 : 0), rate: 2 },
  'a small site': { pages: 40, names: (n) => (n < 8 ? 5 : 0), rate: 5 },
  'one slow server': { pages: 200, names: (n) => (n < 20 ? 10 : 0), rate: 1 },
};

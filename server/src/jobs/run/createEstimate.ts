import type { PageCounts, Phase } from '@seo-live/protocol';
import type { CrawlProgress } from '../../crawl/ports/crawlControl.ts';
import type { Clock } from '../../shared/clock.ts';

export interface Estimate {
  /** Percent of the time that the whole scan takes. While the total is unknown, a small number. */
  progress: number;
  /** The number of pages to read will not grow much any more, so `progress` and `etaS` can be believed. */
  totalKnown: boolean;
  /** Least and most seconds left. Null while they are unknown. */
  etaS: [number, number] | null;
}

/**
 * Pages read between two looks at how many new ones they name: a share of what was read, but at least some. A site
 * that grew after it seemed settled is looked at for longer.
 */
const WINDOW = { share: 0.25, least: 20, leastOfFew: 5 };
/** Few pages. Lists mostly show 20 entries or more, and a link to their next page. */
const FEW = 20;
/** New pages for each page read: below the first the number settles, above the second it grows again. */
const GROWTH = { settled: 0.2, open: 0.5 };
/** Reports come several times a second. A longer gap is a pause, in which the scan makes no progress. */
const LONGEST_GAP_MS = 5_000;
/** Percent that a scan of unknown size comes near to, and the seconds of two thirds of the way. */
const UNKNOWN = { percent: 10, seconds: 20 };
/** Analysis and report: seconds for themselves and for each page. */
const TAIL = { fixed: 0.5, page: 0.0008 };
/** The end alone makes it 100. */
const MOST = 99;

interface Sample {
  ended: number;
  known: number;
}

const endedOf = (pages: PageCounts): number => pages.crawled + pages.failed + pages.refused;
const tailOf = (known: number): number => TAIL.fixed + TAIL.page * known;

/**
 * Estimates how far a scan is, in time and not in pages: what counts to the person who waits. Until the number
 * of pages settles, it says that it does not know. One for each run of a scan; after a restart of the server
 * the pages that were read before count as read at the present rate.
 */
export function createEstimate(clock: Pick<Clock, 'monotonicMs'>) {
  let reportedAt = clock.monotonicMs();
  let activeS = 0;
  let readBefore: number | null = null;
  let workedS = 0;
  let settled = false;
  let share = WINDOW.share;
  let samples: Sample[] = [];
  let known = 0;
  let highest = 0;

  function tick(): void {
    const now = clock.monotonicMs();
    activeS += Math.min(LONGEST_GAP_MS, now - reportedAt) / 1000;
    reportedAt = now;
  }

  /** New pages for each page that was read lately. Null while too few were read. */
  function growthAt(now: Sample): number | null {
    const least = now.known <= FEW ? WINDOW.leastOfFew : WINDOW.least;
    const window = Math.max(least, now.ended * share);
    const from = samples.findLast(({ ended }) => now.ended - ended >= window);
    // Only later ones are needed again, since the window grows more slowly than what was read.
    if (from !== undefined) samples = samples.slice(samples.indexOf(from));
    if (samples.at(-1)?.ended !== now.ended) samples.push(now);
    return from === undefined ? null : Math.max(0, (now.known - from.known) / (now.ended - from.ended));
  }

  const rising = (percent: number): number => {
    highest = Math.max(highest, Math.min(MOST, percent));
    return highest;
  };

  const unknown = (): Estimate => ({
    progress: rising(UNKNOWN.percent * (1 - Math.exp(-activeS / UNKNOWN.seconds))),
    totalKnown: false,
    etaS: null,
  });

  function of(restS: number, doubt: number): Estimate {
    return {
      progress: rising((100 * workedS) / (workedS + restS)),
      totalKnown: true,
      etaS: [Math.floor(restS / (1.25 + doubt)), Math.ceil(restS * (1.25 + doubt))],
    };
  }

  function isSettled(open: number, growth: number | null, { skipped }: PageCounts): boolean {
    if (open === 0 || skipped.limit > 0) return true;
    if (growth === null) return false;
    return growth < (settled ? GROWTH.open : GROWTH.settled);
  }

  return {
    /** After each report of the crawl. */
    crawling({ phase, pages, ratePerS, again, againInS, inSitemap }: CrawlProgress): Estimate {
      tick();
      const ended = endedOf(pages);
      const open = pages.queued + pages.in_flight;
      readBefore ??= ended;
      known = ended + open;
      if (phase === 'discovering') return unknown();
      const growth = growthAt({ ended, known });
      const was = settled;
      settled = isSettled(open, growth, pages);
      if (was && !settled) share = Math.min(1, share * 2);
      const isListed = phase === 'crawling' && known <= inSitemap;
      if (ratePerS <= 0 || (!settled && !isListed && phase === 'crawling')) return unknown();
      // Each page that is read names some more, which name some more.
      const grown = isListed ? inSitemap - ended : open / (1 - Math.min(GROWTH.open, growth ?? 0));
      const left = phase === 'crawling' ? Math.max(grown, inSitemap - ended, 0) : 0;
      const looks = again === null ? pages.failed : again.total - again.done;
      const waitS = again === null || again.done === 0 ? Math.max(0, againInS - left / ratePerS) : 0;
      const restS = (left + looks) / ratePerS + waitS + tailOf(ended + left);
      workedS = activeS + readBefore / ratePerS;
      return of(restS, isListed ? 0.25 : (growth ?? 0));
    },
    /** When the scan enters a phase after the crawl. */
    entered(phase: Phase): Estimate {
      workedS = Math.max(workedS, activeS);
      tick();
      return of(phase === 'reporting' ? TAIL.fixed / 2 : tailOf(known), 1);
    },
  };
}

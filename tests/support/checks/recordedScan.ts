import { createJudge } from '../../../audit/src/checks/createJudge.ts';
import { isIndexable } from '../../../audit/src/page/isIndexable.ts';
import type { PageFacts } from '../../../audit/src/page/pageFacts.ts';
import type { PageVisit } from '../../../audit/src/page/pageVisit.ts';
import type { FrontierStore } from '../../../server/src/crawl/ports/frontierStore.ts';
import { outcomeOf } from '../../../server/src/crawl/read/createVisitor.ts';
import { createFrontierStore } from '../../../server/src/store/frontier/createFrontierStore.ts';
import { createManualClock } from '../clocks/manualClock.ts';
import { linkOf, visitOf } from './pageVisits.ts';
import { openScanStore, type ScanStore } from './scanStore.ts';

export const origin = 'https://tea.example';

interface PageIn extends Partial<Omit<PageVisit, 'facts' | 'url'>> {
  path: string;
  /** Omitted for an answer without a document. */
  facts?: Partial<PageFacts> | null;
  /** Paths of its links; the text of each link is its path. */
  to?: string[];
}

/** A page with a canonical to itself and a unique title and description, unless `facts` differ. */
export const pageAt = ({ path, facts, to = [], ...visit }: PageIn): PageVisit => {
  const url = origin + path;
  const own = {
    titles: [`A title long enough for a page at ${path}`],
    descriptions: [`What ${path} says of itself`],
    canonicals: [{ href: url, url, from: 'head' as const }],
    mainText: `Text of ${path}`,
    links: to.map((target) => linkOf(`the page ${target}`, origin + target)),
  };
  const hasFacts = facts !== null && (visit.status ?? 200) === 200;
  return { ...visitOf(hasFacts ? { ...own, ...facts } : null, visit), url };
};

/** A scan of given pages instead of fetched ones, judged and stored by the server's own code. */
export async function recordScan(pages: PageVisit[]): Promise<ScanStore & { frontier: FrontierStore }> {
  const scan = await openScanStore(`${origin}/`);
  const frontier = createFrontierStore({
    store: scan.store,
    jobId: scan.jobId,
    maxPages: 1000,
    clock: createManualClock(0),
  });
  const judge = createJudge();
  await frontier.add(
    pages.map(({ url, depth, inSitemap, status, redirectTo }, i) => ({
      url,
      depth,
      source: i === 0 ? 'start' : 'link',
      inSitemap,
      ...(status === null && redirectTo === null ? { skip: 'robots' as const } : {}),
    })),
  );
  await frontier.record(
    pages
      .filter(({ status }) => status !== null)
      .map((visit) => {
        const indexable = isIndexable(visit, true);
        return {
          visit,
          outcome: outcomeOf(visit),
          textHash: visit.facts && `hash of ${visit.facts.mainText}`,
          indexable,
          findings: judge(visit, { indexable, isStart: visit.url === pages[0]?.url }),
          found: [],
        };
      }),
  );
  return { ...scan, frontier };
}

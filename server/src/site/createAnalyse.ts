import type { Finding } from '@seo-live/protocol';
import type { Clock } from '../shared/clock.ts';
import { allSiteChecks } from './allSiteChecks.ts';
import type { SiteMessage } from './runSiteChecks.ts';
import type { SiteResults } from './siteFacts.ts';

export interface AnalyseOptions {
  /** Runs the checks, for example in a worker thread. Ends early without an error when the signal aborts. */
  run(jobId: string, signal: AbortSignal): AsyncIterable<SiteMessage>;
  results: SiteResults;
  clock: Pick<Clock, 'after'>;
}

/**
 * Creates the analysis of a job. It runs the site checks for at most `budgetMs` and replaces the results of an
 * earlier analysis. A check that does not finish in time has no findings and is listed in `notRun`.
 */
export const createAnalyse = ({ run, results, clock }: AnalyseOptions) => {
  return async (
    job: { jobId: string },
    { budgetMs }: { budgetMs: number },
  ): Promise<{ notRun: string[] }> => {
    const abort = new AbortController();
    const cancelTimer = clock.after(budgetMs, () => abort.abort());
    const found = new Map<string, Finding[]>();
    const done = new Set<string>();
    const linksIn: [number, number][] = [];
    try {
      for await (const message of run(job.jobId, abort.signal)) {
        if (message.type === 'done') done.add(message.check);
        else if (message.type === 'links_in') linksIn.push(...message.counts);
        else {
          const known = found.get(message.check);
          if (known) known.push(...message.findings);
          else found.set(message.check, message.findings);
        }
      }
    } finally {
      cancelTimer();
    }
    const findings = [...found].filter(([check]) => done.has(check)).flatMap(([, list]) => list);
    await results.replace(job.jobId, findings);
    await results.storeLinksIn(job.jobId, linksIn);
    return { notRun: allSiteChecks.map(({ id }) => id).filter((id) => !done.has(id)) };
  };
};

import type { Clock } from '../shared/clock.ts';
import { allSiteChecks } from './allSiteChecks.ts';
import type { SiteMessage } from './runSiteChecks.ts';
import type { SiteResults } from './siteFacts.ts';

export interface AnalyseOptions {
  /**
   * Runs the checks, for example in a worker thread. Ends early without an error when the signal aborts. It
   * finds no more before the last message was taken, so that findings never fill the memory.
   */
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
    { jobId }: { jobId: string },
    { budgetMs }: { budgetMs: number },
  ): Promise<{ notRun: string[] }> => {
    const abort = new AbortController();
    const cancelTimer = clock.after(budgetMs, () => abort.abort());
    const begun = new Set<string>();
    const done = new Set<string>();
    try {
      await results.begin(jobId);
      for await (const message of run(jobId, abort.signal)) {
        if (message.type === 'done') done.add(message.check);
        else if (message.type === 'links_in') await results.addLinksIn(jobId, message.counts);
        else {
          begun.add(message.check);
          await results.addFindings(jobId, message.findings);
        }
      }
    } finally {
      cancelTimer();
    }
    for (const check of begun) if (!done.has(check)) await results.removeFindings(jobId, check);
    return { notRun: allSiteChecks.map(({ id }) => id).filter((id) => !done.has(id)) };
  };
};

import type { PageVisit } from '@seo-live/audit';
import type { Clock } from '../shared/clock.ts';
import type { PoliteRequests } from './pace/createPoliteRequests.ts';
import type { CrawlLimits } from './ports/defaultCrawlLimits.ts';
import type { FrontierItem } from './ports/frontierStore.ts';

const RETRIES = 2;
const CONCURRENT = 3;

/** Two failures are the same when their kind of failure, or the class of their status, is the same. */
const kindOf = (visit: PageVisit): string => visit.failure ?? `${Math.floor((visit.status ?? 0) / 100)}xx`;

export interface VerifyFailuresOptions {
  requests: PoliteRequests;
  clock: Clock;
  limits: Pick<CrawlLimits, 'retryMs'>;
  signal: AbortSignal;
  /** Records the result, also when it is not a failure any more. */
  record: (visit: PageVisit) => Promise<void>;
}

/**
 * Requests every failed URL again, slowly, because its failure may have been temporary. It counts as failed
 * when it fails the same way each time: in two more tries for 5xx and no answer, in one more for 4xx.
 */
export function createVerifyFailures({ requests, clock, limits, signal, record }: VerifyFailuresOptions) {
  async function retry(item: FrontierItem): Promise<PageVisit> {
    let attempts = 1;
    let previous: string | null = null;
    for (let tried = 1; ; tried++) {
      await clock.sleep(limits.retryMs, signal);
      const visit = await requests.visit(item);
      const failed = visit.failure !== null || (visit.status ?? 0) >= 400;
      if (!failed || visit.refused) return visit;
      const kind = kindOf(visit);
      attempts = previous === null || previous === kind ? attempts + 1 : 1;
      previous = kind;
      if (tried >= RETRIES || kind === '4xx') return { ...visit, attempts };
    }
  }

  return async function verify(failures: readonly FrontierItem[]): Promise<void> {
    const rest = failures.values();
    const worker = async (): Promise<void> => {
      for (const item of rest) {
        if (signal.aborted || requests.hasGivenUp()) return;
        await record(await retry(item));
      }
    };
    await Promise.all(Array.from({ length: CONCURRENT }, worker));
  };
}

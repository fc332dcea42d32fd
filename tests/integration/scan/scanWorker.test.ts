import { afterEach, expect, it } from 'vitest';
import { readConfig } from '../../../server/src/config/readConfig.ts';
import type { CrawlProgress } from '../../../server/src/crawl/ports/crawlControl.ts';
import { createScanWorker, type ScanParts } from '../../../server/src/createScanWorker.ts';
import { createTurnMemory } from '../../../server/src/store/database/createWriteTurn.ts';

const script = new URL('../../support/scan/dyingScanWorker.ts', import.meta.url);
let scans: ScanParts | null = null;
const errors: unknown[] = [];
afterEach(async () => {
  await scans?.close();
  scans = null;
  errors.length = 0;
});

/** Runs one crawl of a worker that ends as often as `query` says. */
async function crawl(query: string) {
  scans = createScanWorker({
    config: readConfig({}),
    file: '',
    turnMemory: createTurnMemory(),
    ownPort: () => 0,
    onFetchFailure: () => undefined,
    onError: (error) => errors.push(error),
    script,
  });
  const progress: CrawlProgress[] = [];
  let sent = 0;
  await scans.steps.crawl(
    {
      jobId: 'j',
      url: `https://example.org/?${query}`,
      mode: 'site',
      options: {},
      createdAt: '',
      startedAt: null,
    },
    {
      signal: new AbortController().signal,
      gate: async () => undefined,
      report: (news) => progress.push(news),
      requestSent: () => {
        sent += 1;
      },
    },
  );
  return { progress, sent };
}

it('starts the worker again when it ends, and the crawl goes on', async () => {
  const { progress, sent } = await crawl('dies=2');
  expect(progress).toHaveLength(3);
  expect(sent).toBe(3);
  expect(errors.map(String)).toEqual([
    'Error: The scan worker ended with 7.',
    'Error: The scan worker ended with 7.',
  ]);
});

it('fails a scan during which the worker ends three times without progress', async () => {
  await expect(crawl('dies=9')).rejects.toMatchObject({ code: 'crashed_repeatedly' });
  expect(errors).toHaveLength(3);
});

it('continues a scan that makes progress between the ends of the worker', async () => {
  const { progress } = await crawl('dies=6&progress');
  expect(progress.map(({ pages }) => pages.crawled)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

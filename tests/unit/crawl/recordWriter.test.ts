import { expect, it } from 'vitest';
import { createRecordWriter } from '../../../server/src/crawl/createRecordWriter.ts';
import type { VisitRecord } from '../../../server/src/crawl/ports/frontierStore.ts';
import { linkOf, visitOf } from '../../support/checks/pageVisits.ts';
import { createManualClock } from '../../support/clocks/manualClock.ts';
import { createMemoryFrontier } from '../../support/crawl/memoryFrontier.ts';

const recordOf = (name: string, links: number): VisitRecord => ({
  visit: {
    ...visitOf({ links: Array.from({ length: links }, () => linkOf('more')) }),
    url: `https://tea.example/${name}`,
  },
  outcome: 'read',
  textHash: null,
  indexable: true,
  findings: [],
  found: [],
});

it('writes pages in one batch, but splits a flood of links', async () => {
  const batches: string[][] = [];
  const writer = createRecordWriter({
    frontier: {
      ...createMemoryFrontier().store,
      record: async (batch) => {
        batches.push(batch.map(({ visit }) => visit.url.slice(-1)));
      },
    },
    limits: { batchSize: 8, batchMs: 250 },
    clock: createManualClock(),
    written: async () => undefined,
    failed: (error) => {
      throw error;
    },
  });
  const sizes = { a: 50, b: 9_000, c: 50, d: 9_000, e: 2_000, f: 2_000, g: 2_000 };
  for (const [name, links] of Object.entries(sizes)) writer.push(recordOf(name, links));
  await writer.flush();
  expect(batches).toEqual([['a'], ['b'], ['c'], ['d'], ['e', 'f'], ['g']]);
});

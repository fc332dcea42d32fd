import { expect, it } from 'vitest';
import { createFactsReader } from '../../../server/src/createFactsReader.ts';
import { openScanStore } from '../../support/checks/scanStore.ts';

it('says that the server is stopping to those who ask meanwhile, and after it', async () => {
  const scan = await openScanStore('https://tea.example/');
  const { facts, close } = createFactsReader(scan.store.file);
  expect(await facts.limits(scan.jobId)).toEqual([]);
  const asked = facts.totals(scan.jobId).catch((error: unknown) => error);
  await close();
  const answer = await asked;
  if (answer instanceof Error) expect(answer).toMatchObject({ code: 'unavailable' });
  expect(() => facts.limits(scan.jobId)).toThrow(expect.objectContaining({ code: 'unavailable' }));
  await scan.close();
});

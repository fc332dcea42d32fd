import { expect, it } from 'vitest';
import { createByteBudget } from '../../../server/src/crawl/read/createByteBudget.ts';

const { signal } = new AbortController();
const MB = 1024 * 1024;

/** Whether the promise has settled when other work has run. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  promise.then(
    () => {
      settled = true;
    },
    () => undefined,
  );
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

it('lets a page of a host with large pages wait until another is read', async () => {
  const budget = createByteBudget(16 * MB);
  const first = await budget.take('large.example', signal);
  first.use(10 * MB);
  const second = budget.take('large.example', signal);
  expect(await isSettled(second)).toBe(false);
  expect(await isSettled(budget.take('other.example', signal))).toBe(true);
  first.release();
  (await second).release();
});

it('lets many small pages of a host in, and always one of any size', async () => {
  const budget = createByteBudget(MB);
  const small = await Promise.all(Array.from({ length: 8 }, () => budget.take('small.example', signal)));
  expect(small).toHaveLength(8);
  const huge = await budget.take('huge.example', signal);
  huge.use(50 * MB);
  huge.release();
  expect(await isSettled(budget.take('huge.example', signal))).toBe(true);
});

it('gives up a waiting page when its scan is cancelled', async () => {
  const budget = createByteBudget(MB);
  const first = await budget.take('a.example', signal);
  first.use(2 * MB);
  const abort = new AbortController();
  const second = budget.take('a.example', abort.signal);
  abort.abort(new Error('cancelled'));
  await expect(second).rejects.toThrow('cancelled');
});

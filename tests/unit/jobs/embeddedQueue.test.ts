import { expect, it } from 'vitest';
import { createEmbeddedQueue } from '../../../server/src/jobs/queue/createEmbeddedQueue.ts';

it('shows a position again that the store refused, and those behind it', async () => {
  const shown: [string, number][] = [];
  let full = true;
  const queue = createEmbeddedQueue({
    limits: { concurrentPerServer: 0, concurrentPerUser: 1 },
    queued: async () => ['a', 'b', 'c'].map((jobId) => ({ jobId, userId: 'ada' })),
    begin: async () => true,
    showPosition: async (jobId, position) => {
      if (full && jobId === 'b') throw new Error('the disk is full');
      shown.push([jobId, position]);
    },
  });
  await expect(queue.fill()).rejects.toThrow('the disk is full');
  expect(shown).toEqual([['a', 1]]);
  full = false;
  await queue.fill();
  expect(shown.slice(1)).toEqual([
    ['b', 2],
    ['c', 3],
  ]);
  await queue.fill();
  expect(shown).toHaveLength(3);
});

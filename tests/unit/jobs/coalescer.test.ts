import { setImmediate as settle } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { EventChange } from '../../../server/src/jobs/log/eventLog.ts';
import { createCoalescer } from '../../../server/src/jobs/run/createCoalescer.ts';
import { createManualClock } from '../../support/clocks/manualClock.ts';

/** `lateMs`: by how much every timer fires late, as on a busy machine. */
function start(lateMs = 0) {
  const clock = createManualClock();
  const sent: { at: number; change: EventChange }[] = [];
  const waited: number[] = [];
  const coalescer = createCoalescer({
    clock: { ...clock, after: (ms, task) => clock.after(ms + lateMs, task) },
    emit: async (change) => {
      sent.push({ at: clock.monotonicMs(), change });
    },
    onWaited: (ms) => waited.push(ms),
  });
  const advance = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await settle();
  };
  return {
    coalescer,
    sent,
    waited,
    advance,
    progress: () => sent.map(({ at, change }) => [at, change.progress]),
  };
}

it('sends the first change at once and then at most one every 100 ms, always the newest', async () => {
  const { coalescer, advance, progress } = start();
  for (let p = 1; p <= 25; p += 1) {
    coalescer.offer({ phase: 'crawling', progress: p });
    await advance(10);
  }
  await advance(200);
  expect(progress()).toEqual([
    [0, 1],
    [100, 10],
    [200, 20],
    [300, 25],
  ]);
});

it('sends each of ten changes a second although timers are late, and the wait does not grow', async () => {
  const { coalescer, sent, waited, advance } = start(4);
  for (let p = 1; p <= 600; p += 1) {
    coalescer.offer({ phase: 'crawling', progress: p });
    // No source sends at perfectly even times.
    await advance(p % 2 === 0 ? 102 : 98);
  }
  await advance(200);
  expect(sent).toHaveLength(600);
  expect(Math.max(...waited)).toBeLessThan(10);
});

it('makes up for a small delay only: there is no burst after a pause or a stall', async () => {
  for (const lateMs of [0, 20, 49, 50, 80, 300]) {
    const { coalescer, sent, advance } = start(lateMs);
    for (let p = 1; p <= 300; p += 1) {
      coalescer.offer({ phase: 'crawling', progress: p });
      await advance(p % 30 === 0 ? 100 + lateMs : 10);
    }
    const gaps = sent.slice(1).map(({ at }, n) => at - (sent[n]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(50);
    expect(sent.length).toBeLessThanOrEqual((290 * 10 + 10 * (100 + lateMs)) / 100 + 1);
  }
});

it('reports how long the first change of each event had waited', async () => {
  const { coalescer, advance, waited } = start();
  coalescer.offer({ phase: 'crawling', progress: 1 });
  await advance(30);
  coalescer.offer({ progress: 2 });
  await advance(40);
  coalescer.offer({ progress: 3 });
  await advance(30);
  expect(waited).toEqual([0, 70]);
  coalescer.offer({ progress: 4 });
  await advance(20);
  coalescer.offer({ phase: 'verifying' });
  await advance(0);
  expect(waited).toEqual([0, 70, 20]);
});

it('sends a change of phase at once, and no older change after it', async () => {
  const { coalescer, advance, progress } = start();
  coalescer.offer({ phase: 'crawling', progress: 10 });
  await advance(20);
  coalescer.offer({ phase: 'crawling', progress: 11 });
  await advance(20);
  coalescer.offer({ phase: 'verifying', progress: 86 });
  await advance(500);
  expect(progress()).toEqual([
    [0, 10],
    [40, 86],
  ]);
});

it('keeps the fields of a waiting change that a later change does not have', async () => {
  const { coalescer, advance, sent } = start();
  coalescer.offer({ phase: 'crawling', progress: 10 });
  await advance(5);
  coalescer.offer({ detail: { slowed: 3 } });
  coalescer.offer({ progress: 12 });
  await advance(100);
  expect(sent[1]?.change).toEqual({ progress: 12, detail: { slowed: 3 } });
});

it('does not send a second change while the first is still being written', async () => {
  const clock = createManualClock();
  const writes: PromiseWithResolvers<void>[] = [];
  const coalescer = createCoalescer({
    clock,
    emit: () => {
      const write = Promise.withResolvers<void>();
      writes.push(write);
      return write.promise;
    },
  });
  coalescer.offer({ progress: 1 });
  clock.advance(300);
  coalescer.offer({ progress: 2 });
  clock.advance(300);
  expect(writes).toHaveLength(1);
  writes[0]?.resolve();
  await settle();
  expect(writes).toHaveLength(2);
});

it('writes or drops the waiting changes when it closes', async () => {
  const kept = start();
  kept.coalescer.offer({ progress: 1 });
  kept.coalescer.offer({ progress: 2 });
  await kept.coalescer.close({ drop: false });
  expect(kept.progress()).toEqual([
    [0, 1],
    [0, 2],
  ]);
  const dropped = start();
  dropped.coalescer.offer({ progress: 1 });
  dropped.coalescer.offer({ progress: 2 });
  await dropped.coalescer.close({ drop: true });
  dropped.coalescer.offer({ progress: 3 });
  await dropped.advance(500);
  expect(dropped.progress()).toEqual([[0, 1]]);
});

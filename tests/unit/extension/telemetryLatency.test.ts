import { describe, expect, it } from 'vitest';
import { noCounts } from '../../../lib/state/measured.ts';
import { selectJobs } from '../../../lib/state/selectJobs.ts';
import { jobMessageSchema, LATENCY_BUCKETS_MS } from '../../../protocol/src/index.ts';
import { createCounting, sure } from './support/createCounting.ts';
import { keyOf, message } from './support/messages.ts';

const sampled = (...milliseconds: number[]) => {
  const buckets = noCounts().latency_ms.buckets;
  for (const ms of milliseconds) {
    const place = LATENCY_BUCKETS_MS.findIndex((edge) => ms <= edge);
    buckets[place] = (buckets[place] ?? 0) + 1;
  }
  return buckets;
};

describe('latency', () => {
  it('lasts from the append, by the server’s clock, until a screen has painted it', async () => {
    const { telemetry, apply, paint, time, total } = await createCounting();
    telemetry().observer.clock(sure);
    telemetry().screenOpened();
    apply(1, 12);
    await time.advance(30);
    paint(1);
    apply(2, 4);
    paint(2);
    paint(2);
    await time.advance(5000);
    expect((await total()).latency_ms).toEqual({ buckets: sampled(42, 4), clock_unsure: 0 });
  });

  it('ends with the badge when no screen is open, and when a screen never paints', async () => {
    const { telemetry, apply, time, total, stored, key } = await createCounting();
    telemetry().observer.clock(sure);
    const badge = async (seq: number) =>
      telemetry().badged(
        selectJobs({
          followed: await stored.followed.get(),
          live: { [key('j1')]: jobMessageSchema.parse(message({ job_id: 'j1', seq })) },
          intents: [],
        }),
      );
    apply(1, 3);
    await badge(1);
    await time.advance(5000);
    expect((await total()).latency_ms.buckets).toEqual(sampled(3));
    telemetry().screenOpened();
    apply(2, 18);
    apply(3, 8);
    await badge(2);
    await time.advance(5000);
    expect((await total()).latency_ms.buckets).toEqual(sampled(3));
    // The third was shown by nobody: no sample.
    await time.advance(15_000);
    expect((await total()).latency_ms.buckets).toEqual(sampled(3, 18));
    expect(time.pending()).toEqual([]);
  });

  it('leaves out snapshots, polls and repeats, and counts apart what no clock can tell', async () => {
    const { telemetry, apply, paint, time, total } = await createCounting();
    apply(1);
    paint(1);
    telemetry().observer.clock({ offsetMs: 0, roundTripMs: 21 });
    apply(2);
    paint(2);
    telemetry().observer.clock(sure);
    apply(3, 0, 'snapshot');
    apply(4, 0, 'polled');
    telemetry().observer.received(keyOf('j1'), 'duplicate', 'pushed', 0, null);
    paint(3);
    paint(4);
    await time.advance(5000);
    expect((await total()).latency_ms).toEqual({ buckets: sampled(), clock_unsure: 2 });
  });
});

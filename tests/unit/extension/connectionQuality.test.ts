import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectionQualityOf } from '../../../lib/state/connectionQuality.ts';
import { type JobKey, ownerKeyOf } from '../../../lib/state/jobKey.ts';
import { addCounts, type Counts, noCounts, nothingMeasured } from '../../../lib/state/measured.ts';
import { foldCounts } from '../../../lib/telemetry/foldCounts.ts';
import { LATENCY_BUCKETS_MS } from '../../../protocol/src/index.ts';

const of = (change: Partial<Counts>) =>
  connectionQualityOf({
    ...nothingMeasured,
    days: [{ day: '2026-11-22', counts: { ...noCounts(), ...change } }],
  });

/** So many samples in the bucket that ends at an edge; null: beyond the last. */
const latency = (...samples: [edge: (typeof LATENCY_BUCKETS_MS)[number] | null, count: number][]) => {
  const buckets = noCounts().latency_ms.buckets;
  for (const [edge, count] of samples)
    buckets[edge === null ? LATENCY_BUCKETS_MS.length : LATENCY_BUCKETS_MS.indexOf(edge)] = count;
  return of({ latency_ms: { buckets, clock_unsure: 4 } }).latency;
};

describe('connection quality', () => {
  it('are neither met nor missed before something was measured', () => {
    const { latency, connection, fallback, since } = connectionQualityOf(nothingMeasured);
    expect([latency.met, connection.met, fallback.met, since]).toEqual([null, null, null, null]);
    expect(of({ attempts: { connected: 0, failed: 0, outage: 9 } }).connection).toMatchObject({
      met: null,
      outages: 9,
    });
  });

  it('99 of 100 updates within 100 ms', () => {
    expect(latency([50, 99], [250, 1])).toEqual({ part: 99, whole: 100, met: true, p99: 50, unsure: 4 });
    expect(latency([100, 98], [150, 2])).toMatchObject({ part: 98, met: false, p99: 150 });
    expect(latency([null, 1])).toMatchObject({ part: 0, whole: 1, met: false, p99: null });
  });

  it('more than 99 % of attempts, outages apart; under 5 % of scans polled', () => {
    const connected = (connected: number, failed: number) =>
      of({ attempts: { connected, failed, outage: 50 } }).connection.met;
    expect([connected(412, 1), connected(99, 1), connected(0, 1)]).toEqual([true, false, false]);
    const polled = (followed: number, polled: number) => of({ scans: { followed, polled } }).fallback.met;
    expect([polled(100, 4), polled(100, 5), polled(1, 1)]).toEqual([true, false, false]);
  });
});

const key = fc.constantFrom('a', 'b', 'c');
const step = fc.record({
  boot: fc.constantFrom('x', 'y', 'z'),
  scans: fc.array(fc.tuple(key, fc.boolean()), { maxLength: 4 }),
  applied: fc.nat(9),
  later: fc.nat(40_000_000),
  active: fc.subarray(['a', 'b', 'c']),
});

describe('adding up', () => {
  it('tells the server just what it tells the person, each instance apart, polled scans among the followed', () => {
    void fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 15 }), (steps) => {
        let now = Date.parse('2026-11-22T00:00:00.000Z');
        let measured = nothingMeasured;
        let ids = 0;
        const byBoot: Record<string, number> = {};
        for (const { boot, scans, applied, later, active } of steps) {
          now += later;
          byBoot[boot] = (byBoot[boot] ?? 0) + applied;
          const counts = { ...noCounts(), messages: { ...noCounts().messages, applied } };
          const fresh = { counts, scans: new Map(scans as [JobKey, boolean][]) };
          const newId = () => {
            ids += 1;
            return `id-${ids}`;
          };
          measured = foldCounts(measured, fresh, {
            now,
            bootId: boot,
            of: ownerKeyOf({ serverId: 's', userId: 'u' }),
            active: new Set(active as JobKey[]),
            newId,
          });
        }
        const days = measured.days.reduce((all, { counts }) => addCounts(all, counts), noCounts());
        const batches: (Counts & { boot_id: string })[] = measured.outbox.map(({ batch }) => batch);
        if (measured.unsent) batches.push({ ...measured.unsent.counts, boot_id: measured.unsent.bootId });
        const reported = batches.reduce<Counts>((all, batch) => addCounts(all, batch), noCounts());
        expect(reported).toEqual(days);
        expect(days.scans.polled).toBeLessThanOrEqual(days.scans.followed);
        for (const [boot, applied] of Object.entries(byBoot)) {
          const reported = batches.filter(({ boot_id }) => boot_id === boot);
          expect(reported.reduce((all, { messages }) => all + messages.applied, 0)).toBe(applied);
        }
        expect(new Set(measured.outbox.map(({ batch }) => batch.batch_id)).size).toBe(measured.outbox.length);
      }),
    );
  });
});

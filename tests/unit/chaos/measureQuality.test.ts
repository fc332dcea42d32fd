import { describe, expect, it } from 'vitest';
import { measureQuality, qualityFailures } from '../../../scripts/chaos/measureQuality.ts';
import type { WorkerRecord } from '../../../scripts/chaos/openCollector.ts';

let number = 0;
const record = (kind: WorkerRecord['kind'], at: number, more: object = {}): WorkerRecord => {
  number += 1;
  return { kind, at, number, instance: 'l1', browser: 'b1', ...more };
};
const attempt = (ok: boolean, connectingAt: number, at = connectingAt + 10) =>
  record('attempt', at, { ok, connectingAt });
const phase = (name: string, at: number) => record('phase', at, { phase: name });
const applied = (name: string, appendedAt: number, at: number, jobId = 'j1') =>
  record('applied', at, { phase: name, appendedAt, jobId });
const fault = { from: 10_000, to: 20_000 };

/** One browser that is live from the beginning and receives an update in 20 ms. */
const faultless = (): WorkerRecord[] => [attempt(true, 0), phase('live', 10), applied('live', 1000, 1020)];

it('keeps every limit without a fault', () => {
  const quality = measureQuality([faultless()], []);
  expect(quality).toMatchObject({
    connection: { connected: 1, failed: 0, outage: 0, success: 1 },
    fallback: { followed: 1, fell_back: 0 },
    append_to_stored_ms: { p99: 20, count: 1 },
  });
  expect(qualityFailures(quality)).toEqual([]);
});

describe('a limit is exceeded by', () => {
  it.each([
    ['an attempt that failed without a fault of the path', () => [attempt(false, 5000)]],
    ['a slow update', () => [applied('live', 2000, 2150)]],
    [
      'an update that was polled without a fault of the path',
      () => [phase('polling', 3000), applied('polling', 3000, 4000)],
    ],
  ])('%s', (_, more) => {
    expect(qualityFailures(measureQuality([[...faultless(), ...more()]], [fault]))).toHaveLength(1);
  });

  it('a run in which no update was measured', () => {
    expect(qualityFailures(measureQuality([[attempt(true, 0)]], []))).toHaveLength(1);
  });
});

describe('counted separately are', () => {
  it.each([
    [
      'attempts that failed during a fault or just after',
      () => [attempt(false, 12_000), attempt(false, 19_990, 20_500)],
    ],
    ['an update during a fault', () => [applied('live', 12_000, 21_500)]],
    ['an update that a join returned', () => [phase('live', 30_000), applied('live', 29_000, 30_100)]],
    [
      'an update that was polled because of a fault, also in the next worker instance',
      () => [
        phase('polling', 15_000),
        { ...phase('polling', 24_000), instance: 'l2' },
        { ...applied('polling', 25_000, 26_000), instance: 'l2' },
      ],
    ],
  ])('%s', (_, more) => {
    expect(qualityFailures(measureQuality([[...faultless(), ...more()]], [fault]))).toEqual([]);
  });
});

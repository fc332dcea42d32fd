import { describe, expect, it } from 'vitest';
import { brokenPromises, promisesOf } from '../../../scripts/chaos/measureQuality.ts';
import type { Record as Told } from '../../../scripts/chaos/openCollector.ts';

let n = 0;
const record = (kind: Told['kind'], at: number, more: object = {}): Told => {
  n += 1;
  return { kind, at, n, life: 'l1', browser: 'b1', ...more };
};
const attempt = (ok: boolean, dialledAt: number, at = dialledAt + 10) =>
  record('attempt', at, { ok, dialledAt });
const phase = (name: string, at: number) => record('phase', at, { phase: name });
const applied = (name: string, appendedAt: number, at: number, jobId = 'j1') =>
  record('applied', at, { phase: name, appendedAt, jobId });
const outage = { from: 10_000, to: 20_000 };

/** One browser that is live from the beginning and is told in 20 ms. */
const faultless = (): Told[] => [attempt(true, 0), phase('live', 10), applied('live', 1000, 1020)];

it('keeps all three without trouble', () => {
  const kept = promisesOf([faultless()], []);
  expect(kept).toMatchObject({
    connection: { connected: 1, failed: 0, outage: 0, success: 1 },
    fallback: { followed: 1, fell_back: 0 },
    append_to_stored_ms: { p99: 20, count: 1 },
  });
  expect(brokenPromises(kept)).toEqual([]);
});

describe('a promise is broken by', () => {
  it.each([
    ['an attempt that failed while the path was whole', () => [attempt(false, 5000)]],
    ['a slow update', () => [applied('live', 2000, 2150)]],
    [
      'an update that was polled while the path was whole',
      () => [phase('polling', 3000), applied('polling', 3000, 4000)],
    ],
  ])('%s', (_, more) => {
    expect(brokenPromises(promisesOf([[...faultless(), ...more()]], [outage]))).toHaveLength(1);
  });

  it('a run in which no update was measured', () => {
    expect(brokenPromises(promisesOf([[attempt(true, 0)]], []))).toHaveLength(1);
  });
});

describe('apart is', () => {
  it.each([
    [
      'an attempt that failed in an outage, or just after',
      () => [attempt(false, 12_000), attempt(false, 19_990, 20_500)],
    ],
    ['an update of an outage', () => [applied('live', 12_000, 21_500)]],
    ['what a join brought', () => [phase('live', 30_000), applied('live', 29_000, 30_100)]],
    [
      'an update polled in a spell that an outage began, in the next life, too',
      () => [
        phase('polling', 15_000),
        { ...phase('polling', 24_000), life: 'l2' },
        { ...applied('polling', 25_000, 26_000), life: 'l2' },
      ],
    ],
  ])('%s', (_, more) => {
    expect(brokenPromises(promisesOf([[...faultless(), ...more()]], [outage]))).toEqual([]);
  });
});

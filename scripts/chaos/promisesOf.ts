import { percentile } from '../../bench/support/stats.ts';
import type { Actor } from './actor.ts';

type Records = Actor['collector']['records'];

/** A try that began just before the path was whole may fail just after. */
const AFTER_OUTAGE_MS = 1000;

/**
 * The three promises as far as workers tell. What happened while the path was broken is counted apart, as
 * is what a worker was told on joining: it was appended while nobody was there.
 */
export function promisesOf(records: Records, outages: { from: number; to: number }[]) {
  const inOutage = (at: number) => outages.some(({ from, to }) => at >= from && at <= to + AFTER_OUTAGE_MS);
  const tally = { connected: 0, failed: 0, outage: 0 };
  const lastPhase = new Map<string, string>();
  const liveSince = new Map<string, number>();
  for (const { kind, life, phase = '', at } of records) {
    if (kind !== 'phase') continue;
    if (phase === 'live') {
      tally.connected += 1;
      liveSince.set(`${life} ${at}`, at);
    } else if (lastPhase.get(life) === 'connecting' && ['waiting', 'polling'].includes(phase)) {
      tally[inOutage(at) ? 'outage' : 'failed'] += 1;
    }
    lastPhase.set(life, phase);
  }
  /** When the connection over which something came had begun. */
  const liveBefore = (life: string, at: number) =>
    Math.max(
      ...[...liveSince]
        .filter(([name, since]) => name.startsWith(`${life} `) && since <= at)
        .map(([, since]) => since),
    );
  const applied = records.filter(({ kind }) => kind === 'applied');
  const followed = new Set(applied.map(({ jobId }) => jobId));
  const polled = new Set(
    applied.filter(({ phase, at }) => phase === 'polling' && !inOutage(at)).map(({ jobId }) => jobId),
  );
  const latencies = applied
    .filter(({ life, phase, at, appendedAt }) => {
      if (phase !== 'live' || inOutage(at) || inOutage(Number(appendedAt))) return false;
      return Number(appendedAt) > liveBefore(life, at);
    })
    .map(({ at, appendedAt }) => at - Number(appendedAt));
  return {
    connection: { ...tally, success: tally.connected / Math.max(1, tally.connected + tally.failed) },
    fallback: {
      followed: followed.size,
      fell_back: polled.size,
      share: polled.size / Math.max(1, followed.size),
    },
    append_to_stored_ms: {
      p50: percentile(latencies, 0.5),
      p95: percentile(latencies, 0.95),
      p99: percentile(latencies, 0.99),
      count: latencies.length,
    },
  };
}

/** In words, those that were not kept. */
export function brokenPromises({
  connection,
  fallback,
  append_to_stored_ms,
}: ReturnType<typeof promisesOf>): string[] {
  return [
    ...(connection.success > 0.99
      ? []
      : [`only ${connection.success} of the attempts connected while REST answered`]),
    ...(fallback.share < 0.05
      ? []
      : [`${fallback.share} of the scans needed polling while the path was whole`]),
    ...(append_to_stored_ms.p99 < 100 ? [] : [`an update took ${append_to_stored_ms.p99} ms at p99`]),
  ];
}

import { percentile } from '../../bench/support/stats.ts';
import type { Record as Told } from './openCollector.ts';

/** A try that began just before the path was whole may fail just after. */
const AFTER_OUTAGE_MS = 1000;

interface Span {
  from: number;
  to: number;
}

/** Scans that took an update by polling, in a spell of it that did not begin with an outage. */
function polledOf(records: Told[], inOutage: (from: number, to: number) => boolean): Set<string> {
  const polled = new Set<string>();
  let polling = false;
  let apart = false;
  for (const { kind, phase, at, jobId = '' } of records) {
    if (kind === 'phase') {
      // A next life goes on polling where the last one did.
      if (phase === 'polling' && !polling) apart = inOutage(at, at);
      polling = phase === 'polling';
    }
    if (kind === 'applied' && phase === 'polling' && !apart && !inOutage(at, at)) polled.add(jobId);
  }
  return polled;
}

/** Of what was appended while the connection was live already; what a join brought waited for nobody. */
function latenciesOf(records: Told[], inOutage: (from: number, to: number) => boolean): number[] {
  const liveSince = new Map<string, number>();
  return records.flatMap(({ kind, life, phase, at, appendedAt }) => {
    if (kind === 'phase' && phase === 'live') liveSince.set(life, at);
    if (kind !== 'applied' || phase !== 'live') return [];
    const [from, since] = [Number(appendedAt), liveSince.get(life) ?? Number.POSITIVE_INFINITY];
    return from > since && !inOutage(from, at) ? [at - from] : [];
  });
}

/**
 * The three promises as far as workers tell, `browsers` with the records of each in order. What happened
 * while the path was broken is counted apart. To the paint is measured by the product itself.
 */
export function promisesOf(browsers: Told[][], outages: Span[]) {
  const inOutage = (from: number, to: number) =>
    outages.some((outage) => to >= outage.from && from <= outage.to + AFTER_OUTAGE_MS);
  const attempts = browsers.flat().filter(({ kind }) => kind === 'attempt');
  const failed = attempts.filter(({ ok }) => ok !== true);
  const apart = failed.filter(({ dialledAt, at }) => inOutage(Number(dialledAt), at));
  const tally = {
    connected: attempts.length - failed.length,
    failed: failed.length - apart.length,
    outage: apart.length,
  };
  const followed = new Set(browsers.flat().flatMap(({ kind, jobId }) => (kind === 'applied' ? [jobId] : [])));
  const polled = browsers.reduce((sum, records) => sum + polledOf(records, inOutage).size, 0);
  const latencies = browsers.flatMap((records) => latenciesOf(records, inOutage));
  return {
    connection: { ...tally, success: tally.connected / Math.max(1, tally.connected + tally.failed) },
    fallback: { followed: followed.size, fell_back: polled, share: polled / Math.max(1, followed.size) },
    append_to_stored_ms: {
      p50: percentile(latencies, 0.5),
      p95: percentile(latencies, 0.95),
      p99: percentile(latencies, 0.99),
      count: latencies.length,
    },
  };
}

/** In words, those that were not kept; one that was not measured was not kept. */
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

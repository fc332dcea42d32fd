import { percentile } from '../../bench/support/stats.ts';
import type { WorkerRecord } from './openCollector.ts';

/** An attempt that began just before the path was restored may fail just after. */
const AFTER_FAULT_MS = 1000;

interface Span {
  from: number;
  to: number;
}

/** Scans that received an update by polling while polling was not caused by a fault. */
function polledOf(records: WorkerRecord[], duringFault: (from: number, to: number) => boolean): Set<string> {
  const polled = new Set<string>();
  let polling = false;
  let causedByFault = false;
  for (const { kind, phase, at, jobId = '' } of records) {
    if (kind === 'phase') {
      // A new worker instance continues the polling of the one before.
      if (phase === 'polling' && !polling) causedByFault = duringFault(at, at);
      polling = phase === 'polling';
    }
    if (kind === 'applied' && phase === 'polling' && !causedByFault && !duringFault(at, at))
      polled.add(jobId);
  }
  return polled;
}

/** Delays of events that were appended while the connection was live. Events that a join returns are not live updates. */
function latenciesOf(records: WorkerRecord[], duringFault: (from: number, to: number) => boolean): number[] {
  const liveSince = new Map<string, number>();
  return records.flatMap(({ kind, instance, phase, at, appendedAt }) => {
    if (kind === 'phase' && phase === 'live') liveSince.set(instance, at);
    if (kind !== 'applied' || phase !== 'live') return [];
    const [from, since] = [Number(appendedAt), liveSince.get(instance) ?? Number.POSITIVE_INFINITY];
    return from > since && !duringFault(from, at) ? [at - from] : [];
  });
}

/**
 * Connection quality by the records of the workers; `browsers` has the records of each browser in order. What
 * happened during a fault is counted separately. The extension itself measures the time until the paint.
 */
export function measureQuality(browsers: WorkerRecord[][], faults: Span[]) {
  const duringFault = (from: number, to: number) =>
    faults.some((fault) => to >= fault.from && from <= fault.to + AFTER_FAULT_MS);
  const attempts = browsers.flat().filter(({ kind }) => kind === 'attempt');
  const failed = attempts.filter(({ ok }) => ok !== true);
  const failedInFault = failed.filter(({ connectingAt, at }) => duringFault(Number(connectingAt), at));
  const tally = {
    connected: attempts.length - failed.length,
    failed: failed.length - failedInFault.length,
    outage: failedInFault.length,
  };
  const followed = new Set(browsers.flat().flatMap(({ kind, jobId }) => (kind === 'applied' ? [jobId] : [])));
  const polled = browsers.reduce((sum, records) => sum + polledOf(records, duringFault).size, 0);
  const latencies = browsers.flatMap((records) => latenciesOf(records, duringFault));
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

/** Describes each limit that was not kept. A limit without measurements counts as not kept. */
export function qualityFailures({
  connection,
  fallback,
  append_to_stored_ms,
}: ReturnType<typeof measureQuality>): string[] {
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

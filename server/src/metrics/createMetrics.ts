import type { TelemetryBatch } from '@seo-live/protocol';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Clock } from '../shared/clock.ts';
import { addLiveGauges, type LiveSources } from './addLiveGauges.ts';
import { addProcessGauges } from './addProcessGauges.ts';
import { createBatchLedger } from './createBatchLedger.ts';
import { createClientCounters } from './createClientCounters.ts';
import { createDelivered } from './createDelivered.ts';
import { createErrors } from './createErrors.ts';
import { createFailedRequests } from './createFailedRequests.ts';

const waitBuckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1];

/** The worker instance that a message was sent to. */
interface Receiver {
  bootId: string | undefined;
  userId: string;
}

/**
 * All counters and gauges. Their labels are fixed sets: no label names a user, a site or a worker instance.
 * `clock` must be the clock that sets the timestamps of events.
 */
export function createMetrics({ clock }: { clock: Clock }) {
  const registry = new Registry();
  const registers = [registry];
  const clients = createClientCounters(registry);
  const ledger = createBatchLedger({ clock });
  const delivered = createDelivered({ clock });
  const countError = createErrors(registry);
  const appended = new Counter({
    name: 'seo_live_events_appended_total',
    help: 'Events written to the logs of scans.',
    registers,
  });
  const emitted = new Counter({
    name: 'seo_live_events_emitted_total',
    help: 'Events sent to sockets, counted once for each socket.',
    registers,
  });
  const emitDelay = new Histogram({
    name: 'seo_live_emit_delay_seconds',
    help: 'From the append of an event until it is passed to the sockets of its room.',
    buckets: waitBuckets,
    registers,
  });
  const coalescerWait = new Histogram({
    name: 'seo_live_coalescer_wait_seconds',
    help: 'How long the first of the changes that became one event had waited before the append; not part of the latency.',
    buckets: waitBuckets,
    registers,
  });
  new Counter({
    name: 'seo_live_reported_messages_total',
    help: 'Messages emitted to worker instances that report, and applied by them.',
    labelNames: ['side'],
    registers,
    collect() {
      this.reset();
      for (const [side, count] of Object.entries(delivered.totals())) this.inc({ side }, count);
    },
  });
  new Gauge({
    name: 'seo_live_messages_delivered_ratio',
    help: 'Applied / emitted over all worker instances that report; NaN before the first report.',
    registers,
    collect() {
      this.set(delivered.ratio());
    },
  });
  new Gauge({
    name: 'seo_live_messages_delivered_ratio_worst',
    help: 'The lowest ratio of a worker instance in the last hour that was sent at least 20 messages.',
    registers,
    collect() {
      this.set(delivered.worst());
    },
  });
  const endWatching = addProcessGauges(registry);

  return {
    addLiveGauges: (sources: LiveSources): void => addLiveGauges(registry, sources),
    countError,
    requestFailed: createFailedRequests(registry),
    appended: (): void => appended.inc(),
    coalesced: (waitedMs: number): void => coalescerWait.observe(waitedMs / 1000),

    /** One message that was sent to a room; `at` is when it was appended. */
    emitted(at: string, receivers: readonly Receiver[]): void {
      if (receivers.length === 0) return;
      emitted.inc(receivers.length);
      emitDelay.observe(Math.max(0, clock.wallMs() - Date.parse(at)) / 1000);
      for (const { bootId, userId } of receivers) if (bootId !== undefined) delivered.emitted(bootId, userId);
    },

    /** Counts a batch unless it was counted before. Throws `rate_limited` when it comes too soon. */
    takeTelemetry(from: { tokenId: string; userId: string }, batch: TelemetryBatch): void {
      if (!ledger.take(from.tokenId, batch.batch_id)) return;
      clients.add(batch);
      delivered.applied(batch.boot_id, from.userId, batch.messages.applied);
    },

    contentType: registry.contentType,
    text: async (): Promise<string> => `${await registry.metrics()}\n${clients.latencyText()}`,
    close: endWatching,
  };
}

export type Metrics = ReturnType<typeof createMetrics>;

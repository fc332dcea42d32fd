import { messageFates, type TelemetryBatch } from '@seo-live/protocol';
import { Counter, type Registry } from 'prom-client';
import { createLatency } from './createLatency.ts';

const attemptResults = ['connected', 'failed', 'outage'] as const;

/** Sums of what browsers report: connection quality with its denominators, and the fates of messages. */
export function createClientCounters(registry: Registry) {
  const registers = [registry];
  const counter = (name: string, help: string) => new Counter({ name, help, registers });
  const batches = counter('seo_live_telemetry_batches_total', 'Batches of browsers that were counted.');
  const attempts = new Counter({
    name: 'seo_live_connection_attempts_total',
    help: 'Attempts to connect. Success is connected / (connected + failed); in an outage REST did not answer either.',
    labelNames: ['result'],
    registers,
  });
  const followed = counter(
    'seo_live_scans_followed_total',
    'Scans that a browser followed; the denominator for polled scans.',
  );
  const polled = counter(
    'seo_live_scans_polled_total',
    'Of these, scans that received an update by polling while there was no live connection.',
  );
  const unsure = counter(
    'seo_live_update_latency_clock_unsure_total',
    'Updates whose latency is not in the histogram, because the clock offset was too uncertain.',
  );
  const messages = new Counter({
    name: 'seo_live_client_messages_total',
    help: 'Pushed messages, by what the browser did with them; gaps counts missing sequence numbers.',
    labelNames: ['fate'],
    registers,
  });
  for (const result of attemptResults) attempts.inc({ result }, 0);
  for (const fate of messageFates) messages.inc({ fate }, 0);
  const latency = createLatency();

  return {
    add(batch: TelemetryBatch): void {
      batches.inc();
      for (const result of attemptResults) attempts.inc({ result }, batch.attempts[result]);
      followed.inc(batch.scans.followed);
      polled.inc(Math.min(batch.scans.polled, batch.scans.followed));
      latency.add(batch.latency_ms.buckets);
      unsure.inc(batch.latency_ms.clock_unsure);
      for (const fate of messageFates) messages.inc({ fate }, batch.messages[fate]);
    },
    latencyText: latency.text,
  };
}

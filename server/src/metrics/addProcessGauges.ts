import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';

const NS_PER_S = 1e9;
const RESOLUTION_MS = 20;

/**
 * Lag of the event loop since the last request for metrics, memory and uptime. The function it returns stops
 * measuring.
 */
export function addProcessGauges(registry: Registry): () => void {
  const registers = [registry];
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  // The measured delay includes the sampling interval. It is subtracted: an idle loop has no lag.
  const lagOf = (ns: number): number => Math.max(0, ns / NS_PER_S - RESOLUTION_MS / 1000);

  new Gauge({
    name: 'seo_live_event_loop_lag_seconds',
    help: 'Lateness of the event loop since the last scrape.',
    labelNames: ['quantile'],
    registers,
    collect() {
      this.set({ quantile: '0.5' }, lagOf(delay.percentile(50)));
      this.set({ quantile: '0.99' }, lagOf(delay.percentile(99)));
      this.set({ quantile: '1' }, delay.count === 0 ? 0 : lagOf(delay.max));
      delay.reset();
    },
  });
  new Gauge({
    name: 'seo_live_uptime_seconds',
    help: 'Seconds since the start of the process.',
    registers,
    collect() {
      this.set(process.uptime());
    },
  });
  new Gauge({
    name: 'seo_live_memory_bytes',
    help: 'Memory of the process: all of it, and what the JavaScript heap uses.',
    labelNames: ['kind'],
    registers,
    collect() {
      const { rss, heapUsed } = process.memoryUsage();
      this.set({ kind: 'rss' }, rss);
      this.set({ kind: 'heap_used' }, heapUsed);
    },
  });
  return () => delay.disable();
}

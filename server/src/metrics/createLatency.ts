import { LATENCY_BUCKETS_MS } from '@seo-live/protocol';

const NAME = 'seo_live_update_latency_seconds';
const HELP =
  'From the append of an event to its paint, as measured by browsers; samples with an uncertain clock are counted separately.';

/**
 * A histogram that adds whole buckets, which the histogram of the library cannot. It has no sum, because
 * clients send counts only.
 */
export function createLatency() {
  const counts: number[] = new Array(LATENCY_BUCKETS_MS.length + 1).fill(0);
  return {
    /** One count for each edge of LATENCY_BUCKETS_MS, and one for slower samples. */
    add(buckets: readonly number[]): void {
      for (const [place, count] of buckets.entries()) counts[place] = (counts[place] ?? 0) + count;
    },
    /** In the text format of Prometheus. */
    text(): string {
      const lines = [`# HELP ${NAME} ${HELP}`, `# TYPE ${NAME} histogram`];
      let below = 0;
      for (const [place, count] of counts.entries()) {
        below += count;
        const edge = LATENCY_BUCKETS_MS[place];
        lines.push(`${NAME}_bucket{le="${edge === undefined ? '+Inf' : edge / 1000}"} ${below}`);
      }
      return `${[...lines, `${NAME}_count ${below}`].join('\n')}\n`;
    },
  };
}

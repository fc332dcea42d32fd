export interface LoadFigures {
  jobs: number;
  seconds: number;
  /** What the members say, and what the server says. */
  sockets: number;
  server_sockets: number;
  /** From when everyone had joined until the first scan ended; the rates and times are of this part. */
  measured_s: number;
  deliveries_per_s: number;
  /** Of one scan. */
  updates_per_s: number;
  /** Over the whole run, and what the server's logs say should have come after each join. */
  deliveries: number;
  due: number;
  p50_ms: number;
  p95_ms: number;
  p99_ms: number;
  max_ms: number;
  disconnects: number;
  holes: number;
  repeats: number;
  ended: number;
  heap_first_mb: number;
  heap_last_mb: number;
  rss_peak_mb: number;
}

const MAX_P99_MS = 100;
/** Of the updates that the scans were told to make. */
const LEAST_SHARE = 0.95;
/** A heap that grows by more than this over the whole run is not flat. */
const MAX_HEAP_GROWTH = 1.25;

/** The upper edge, ms, under which `share` of all are; NaN when there is nothing. */
export function percentileOf(histogram: number[], share: number): number {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  if (total === 0) return Number.NaN;
  let seen = 0;
  return histogram.findIndex((count) => {
    seen += count;
    return seen >= total * share;
  });
}

/** Lowest heap of the first and of the last fifth of the samples, MB: what stays after collections. */
export function heapEnds(samples: number[]): { first: number; last: number } {
  const part = Math.max(1, Math.floor(samples.length / 5));
  return { first: Math.min(...samples.slice(0, part)), last: Math.min(...samples.slice(-part)) };
}

/** The limits that were not kept, in words. A figure that is missing (NaN) keeps none. */
export function judgeLoad(
  figures: LoadFigures,
  {
    jobs,
    membersOfJob,
    rate,
    seconds,
  }: { jobs: number; membersOfJob: number; rate: number; seconds: number },
): string[] {
  const sockets = jobs * membersOfJob;
  const least = LEAST_SHARE * sockets * rate;
  const { heap_first_mb: first, heap_last_mb: last } = figures;
  const limits: [boolean, string][] = [
    [
      figures.sockets === sockets && figures.server_sockets === sockets,
      `${figures.sockets} sockets (${figures.server_sockets} at the server) were connected, not ${sockets}`,
    ],
    [figures.measured_s >= seconds, `all scans ran for ${figures.measured_s} s only, not ${seconds}`],
    [figures.deliveries_per_s >= least, `${figures.deliveries_per_s} deliveries a second, not ${least}`],
    [figures.deliveries === figures.due, `${figures.deliveries} deliveries; ${figures.due} were due`],
    [figures.p99_ms < MAX_P99_MS, `p99 is ${figures.p99_ms} ms; the limit is ${MAX_P99_MS}`],
    [figures.disconnects === 0, `${figures.disconnects} unexpected disconnects`],
    [figures.holes + figures.repeats === 0, 'a member missed an event or got it twice'],
    [figures.ended === sockets, 'not every member was told the end'],
    [
      Number.isFinite(first) && last <= first * MAX_HEAP_GROWTH + 5,
      `the heap grew from ${first} to ${last} MB`,
    ],
  ];
  return limits.filter(([kept]) => !kept).map(([, words]) => words);
}

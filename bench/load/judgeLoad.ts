export interface LoadFigures {
  jobs: number;
  seconds: number;
  /** As counted by the members, and by the server. */
  sockets: number;
  server_sockets: number;
  /** From the last join until the first end of a scan; the rates and times are of this part. */
  measured_s: number;
  deliveries_per_s: number;
  /** Updates of one scan. */
  updates_per_s: number;
  /** Deliveries of the whole run, and the number expected by the server's logs after each join. */
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
/** Minimum share of the planned updates. */
const MIN_SHARE = 0.95;
/** A heap that grows by more than this over the whole run is not flat. */
const MAX_HEAP_GROWTH = 1.25;

/** The time (ms) that `share` of all samples do not exceed; NaN without samples. */
export function percentileOf(histogram: number[], share: number): number {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  if (total === 0) return Number.NaN;
  let seen = 0;
  return histogram.findIndex((count) => {
    seen += count;
    return seen >= total * share;
  });
}

/** Lowest heap (MB) of the first and of the last fifth of the samples: the memory that garbage collection leaves. */
export function heapEnds(samples: number[]): { first: number; last: number } {
  const part = Math.max(1, Math.floor(samples.length / 5));
  return { first: Math.min(...samples.slice(0, part)), last: Math.min(...samples.slice(-part)) };
}

/** Describes the limits that were not kept. A missing figure (NaN) keeps no limit. */
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
  const minimum = MIN_SHARE * sockets * rate;
  const { heap_first_mb: first, heap_last_mb: last } = figures;
  const limits: [boolean, string][] = [
    [
      figures.sockets === sockets && figures.server_sockets === sockets,
      `${figures.sockets} sockets (${figures.server_sockets} at the server) were connected, not ${sockets}`,
    ],
    [figures.measured_s >= seconds, `all scans ran for ${figures.measured_s} s only, not ${seconds}`],
    [figures.deliveries_per_s >= minimum, `${figures.deliveries_per_s} deliveries a second, not ${minimum}`],
    [figures.deliveries === figures.due, `${figures.deliveries} deliveries; ${figures.due} were due`],
    [figures.p99_ms < MAX_P99_MS, `p99 is ${figures.p99_ms} ms; the limit is ${MAX_P99_MS}`],
    [figures.disconnects === 0, `${figures.disconnects} unexpected disconnects`],
    [figures.holes + figures.repeats === 0, 'a member missed an event or got it twice'],
    [figures.ended === sockets, 'not every member received the end'],
    [
      Number.isFinite(first) && last <= first * MAX_HEAP_GROWTH + 5,
      `the heap grew from ${first} to ${last} MB`,
    ],
  ];
  return limits.filter(([kept]) => !kept).map(([, text]) => text);
}

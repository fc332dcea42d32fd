import { expect, it } from 'vitest';
import { heapEnds, judgeLoad, type LoadFigures, percentileOf } from '../../../bench/load/judgeLoad.ts';

const options = { jobs: 50, membersOfJob: 40, rate: 10, seconds: 600 };
const good: LoadFigures = {
  jobs: 50,
  seconds: 600,
  sockets: 2000,
  server_sockets: 2000,
  measured_s: 608.2,
  deliveries_per_s: 19_900,
  updates_per_s: 9.95,
  deliveries: 12_200_000,
  due: 12_200_000,
  p50_ms: 4,
  p95_ms: 20,
  p99_ms: 60,
  max_ms: 240,
  disconnects: 0,
  holes: 0,
  repeats: 0,
  ended: 2000,
  heap_first_mb: 80,
  heap_last_mb: 84,
  rss_peak_mb: 300,
};

it('passes a run that kept every limit', () => {
  expect(judgeLoad(good, options)).toEqual([]);
});

const { NaN: none } = Number;
it.each<[string, Partial<LoadFigures>, string]>([
  ['one socket missing', { sockets: 1999, ended: 2000 }, 'sockets'],
  ['a socket that the server does not have', { server_sockets: 1999 }, 'at the server'],
  ['scans that ended early', { measured_s: 300 }, '300 s only'],
  [
    'half the pace, as from a server that merges updates',
    { deliveries_per_s: 10_000 },
    'deliveries a second',
  ],
  ['a little under the pace', { deliveries_per_s: 18_999 }, 'deliveries a second'],
  ['nothing measured', { deliveries_per_s: none }, 'deliveries a second'],
  ['an event that was not delivered', { deliveries: 12_199_999 }, 'were due'],
  ['slow updates', { p99_ms: 100 }, 'p99'],
  ['no updates', { p99_ms: percentileOf([0, 0, 0], 0.99) }, 'p99'],
  ['a disconnect', { disconnects: 1 }, 'disconnects'],
  ['a hole', { holes: 1 }, 'missed'],
  ['a repeat', { repeats: 1 }, 'twice'],
  ['an end that was not delivered', { ended: 1999 }, 'end'],
  ['a heap that grows', { heap_last_mb: 110 }, 'heap'],
  ['no heap', { heap_first_mb: heapEnds([]).first, heap_last_mb: heapEnds([]).last }, 'heap'],
])('fails with %s', (_name, change, words) => {
  const failures = judgeLoad({ ...good, ...change }, options);
  expect(failures).toEqual([expect.stringContaining(words)]);
});

it('reads percentiles and the ends of the heap', () => {
  expect(percentileOf([0, 98, 0, 1, 1], 0.5)).toBe(1);
  expect(percentileOf([0, 98, 0, 1, 1], 0.99)).toBe(3);
  expect(percentileOf([0, 98, 0, 1, 1], 1)).toBe(4);
  expect(heapEnds([30, 12, 40, 40, 50, 60, 70, 80, 22, 90])).toEqual({ first: 12, last: 22 });
});

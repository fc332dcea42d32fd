import type { FullJobMessage } from '@seo-live/protocol';

export interface Fuzzed {
  payload: unknown;
  /** Whether a client has to apply it: the next of its job's log, in the contract's shape. */
  next: boolean;
}

type Random = () => number;

const junkValues: unknown[] = [
  null,
  undefined,
  true,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  1e308,
  '',
  'running',
  '__proto__',
  '\u0000\uFFFF\uD800',
  'x'.repeat(5000),
  [],
  [[[[[]]]]],
  {},
  { length: -1 },
  { toString: null, valueOf: null },
];

const required = ['job_id', 'progress', 'status', 'current_step', 'timestamp'] as const;

/** Values that break each required field for certain. */
const broken: Record<(typeof required)[number], unknown[]> = {
  job_id: [null, 7, '', 'a b', 'x'.repeat(65), '../etc', ['j1'], {}],
  progress: [null, '50', -0.001, 100.001, Number.NaN, Number.POSITIVE_INFINITY, [], {}],
  status: [null, 1, '', 'RUNNING', 'gone', 'constructor', '__proto__', ['running'], {}],
  current_step: [null, 1, [], {}, 'x'.repeat(501)],
  timestamp: [null, 1_700_000_000, '', 'now', 'x'.repeat(41), [], {}],
};

const brokenOptional: Record<string, unknown[]> = {
  seq: [null, '7', -1, 1.5, Number.NaN, {}],
  epoch: [null, 7, '', 'UPPER', 'x'.repeat(17), {}],
  detail: [null, 'detail', 7, {}, { phase: 'elsewhere' }, { phase: 'crawling', pages: null }],
  result: [null, 7, {}, { score: 'good', coverage: {} }, { score: 101, coverage: null }],
  error: [null, 7, 'error', {}],
};

function deep(levels: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { detail: value };
  return value;
}

/**
 * An endless stream of what one job's room might hear: its log in order, and between it everything that
 * is no news — broken shapes, repeats, earlier epochs, other jobs. Chosen by `random` alone.
 */
export function createFuzzedMessages(random: Random, first: FullJobMessage) {
  let newest = first;
  const epochs = ['00000001', '00000005', '0000000a', '0000000z', '0000zzzz'];
  let epoch = Math.max(0, epochs.indexOf(first.epoch));
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

  function next(): Fuzzed {
    // The server began anew: a higher epoch goes on from wherever its log stands.
    if (random() < 0.0001 && epoch < epochs.length - 1) epoch += 1;
    newest = {
      ...newest,
      seq: newest.seq + (random() < 0.9 ? 1 : Math.ceil(random() * 50)),
      epoch: epochs[epoch] as string,
      progress: Math.min(99, newest.progress + random() * 0.001),
      status: pick(['running', 'running', 'running', 'paused', 'queued']),
      current_step: pick(['Reading pages', '', '讀取頁面', '<img src=x onerror=alert(1)>', '\u202Etxt']),
      ...(random() < 0.1 ? { unknown_field: pick(junkValues) } : {}),
    };
    return { payload: newest, next: true };
  }

  const junk: (() => unknown)[] = [
    () => pick(junkValues),
    () => deep(Math.floor(random() * 200)),
    () => ({ ...newest, seq: newest.seq + 1, ...breakOne(broken) }),
    () => ({ ...newest, seq: newest.seq + 1, ...breakOne(brokenOptional) }),
    () => {
      const { [pick(required)]: _gone, ...rest } = { ...newest, seq: newest.seq + 1 };
      return rest;
    },
    () => ({ ...newest }),
    () => ({ ...newest, seq: Math.floor(random() * newest.seq) }),
    () => ({ ...newest, seq: newest.seq + 1, epoch: '00000000' }),
    () => ({ ...newest, seq: newest.seq + 1, job_id: pick(['j2', 'J1', 'j1_', 'constructor']) }),
    () => JSON.parse(`{"__proto__":{"status":"completed"},"job_id":"j1"}`),
    () => Object.assign(Object.create(null), { job_id: newest.job_id }),
    () => Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`key${n}`, pick(junkValues)])),
  ];
  function breakOne(table: Record<string, unknown[]>): Record<string, unknown> {
    const name = pick(Object.keys(table));
    return { [name]: pick(table[name] ?? []) };
  }

  return {
    take: (): Fuzzed => (random() < 0.3 ? next() : { payload: pick(junk)(), next: false }),
    newest: (): FullJobMessage => newest,
  };
}

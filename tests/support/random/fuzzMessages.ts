import type { FullJobMessage } from '@seo-live/protocol';

/** What a client must do with a message by the contract. */
type Expected = 'applied' | 'duplicate' | 'stale_epoch' | 'after_end' | 'invalid';

export interface Fuzzed {
  payload: unknown;
  expected: Expected;
  /** Whether a client must apply it: it is the next of its job's log and has the contract's shape. */
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

/** Values that are invalid in each required field. */
const broken: Record<(typeof required)[number], unknown[]> = {
  job_id: [null, 7, '', 'a b', 'x'.repeat(65), '../etc', ['j1'], {}],
  progress: [null, '50', -0.001, 100.001, Number.NaN, Number.POSITIVE_INFINITY, [], {}],
  status: [null, 1, '', 'RUNNING', 'gone', 'constructor', '__proto__', ['running'], {}],
  current_step: [null, 1, [], {}, 'x'.repeat(501)],
  timestamp: [null, 1_700_000_000, '', 'now', 'x'.repeat(41), [], {}],
};

/** Values that are invalid in the fields that say a message's place. */
const brokenPlace: Record<string, unknown[]> = {
  seq: [null, '7', -1, 1.5, Number.NaN, {}],
  epoch: [null, 7, '', 'UPPER', 'x'.repeat(17), {}],
};

/** Values of a newer server, or broken ones, that hide nothing else of a message. */
const brokenOptional: Record<string, unknown[]> = {
  detail: [null, 'detail', 7, {}, { phase: 'elsewhere' }, { phase: 'crawling', pages: null }],
  result: [null, 7, {}, { score: 'good', coverage: {} }, { score: 101, coverage: null }],
  error: [null, 7, 'error', {}],
};

function deep(levels: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { detail: value };
  return value;
}

const coverage = { read: 300, discovered: 310, refused: 2 };

/** Each way a scan can end. */
const ends: Pick<FullJobMessage, 'status' | 'result' | 'error'>[] = [
  { status: 'completed', result: { score: 83, coverage } },
  { status: 'cancelled', result: { score: null, coverage } },
  { status: 'cancelled' },
  { status: 'failed', error: { code: 'site_unreachable', message: '' } },
  { status: 'failed', error: { code: 'from_the_future', message: '' } },
];

const epochOf = (place: number): string => place.toString(36).padStart(8, '0');

/**
 * An endless stream of messages to one job's room: its log in order, mixed with messages that a client must
 * ignore (broken shapes, repeats, earlier epochs, other jobs). `random` alone decides. `ends`: the log also
 * ends, more messages follow the end, and the log goes on in a higher epoch, again and again.
 */
export function createFuzzedMessages(
  random: Random,
  first: FullJobMessage,
  options: { ends: boolean } = { ends: false },
) {
  let newest = first;
  let epoch = Number.parseInt(first.epoch, 36);
  let ended = false;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

  function running(): FullJobMessage {
    const { result: _result, error: _error, ...current } = newest;
    return {
      ...current,
      seq: current.seq + (random() < 0.9 ? 1 : Math.ceil(random() * 50)),
      epoch: epochOf(epoch),
      progress: Math.min(99, current.progress + random() * 0.001),
      status: pick(['running', 'running', 'running', 'paused', 'queued']),
      current_step: pick(['Reading pages', '', '讀取頁面', '<img src=x onerror=alert(1)>', '\u202Etxt']),
      ...(random() < 0.1 ? { unknown_field: pick(junkValues) } : {}),
    };
  }

  function next(): Fuzzed {
    // The server restarted: a higher epoch continues the log from any position, also after an end.
    if (random() < (ended ? 0.05 : 0.0001)) {
      epoch += 1 + Math.floor(random() * 3);
      ended = false;
    }
    const more = running();
    const end = options.ends && random() < (ended ? 0.5 : 0.002) ? { ...more, ...pick(ends) } : null;
    if (ended) return { payload: end ?? more, expected: 'after_end', next: false };
    newest = end ?? more;
    ended = end !== null;
    return { payload: newest, expected: 'applied', next: true };
  }

  function nextInPart(): Fuzzed {
    const more = running();
    const payload = { ...more, ...breakOne(brokenOptional) };
    if (ended) return { payload, expected: 'after_end', next: false };
    newest = more;
    return { payload, expected: 'applied', next: true };
  }

  const junk: (() => [payload: unknown, expected?: Expected])[] = [
    () => [pick(junkValues)],
    () => [deep(Math.floor(random() * 200))],
    () => [{ ...newest, seq: newest.seq + 1, ...breakOne(broken) }],
    () => [{ ...newest, seq: newest.seq + 1, ...breakOne(brokenPlace) }],
    () => {
      const { [pick(required)]: _removed, ...rest } = { ...newest, seq: newest.seq + 1 };
      return [rest];
    },
    () => [{ ...newest }, 'duplicate'],
    () => [{ ...newest, seq: Math.floor(random() * newest.seq) }, ended ? 'after_end' : 'duplicate'],
    () => [{ ...newest, seq: newest.seq + 1, epoch: epochOf(Math.floor(random() * epoch)) }, 'stale_epoch'],
    () => [{ ...newest, seq: newest.seq + 1, job_id: pick(['j2', 'J1', 'j1_', 'constructor']) }],
    () => [JSON.parse(`{"__proto__":{"status":"completed"},"job_id":"j1"}`)],
    () => [Object.assign(Object.create(null), { job_id: newest.job_id })],
    () => [Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`key${n}`, pick(junkValues)]))],
  ];
  function breakOne(table: Record<string, unknown[]>): Record<string, unknown> {
    const name = pick(Object.keys(table));
    return { [name]: pick(table[name] ?? []) };
  }

  return {
    take(): Fuzzed {
      if (random() < 0.3) return next();
      if (random() < 0.05) return nextInPart();
      const [payload, expected = 'invalid'] = pick(junk)();
      return { payload, expected, next: false };
    },
    newest: (): FullJobMessage => newest,
  };
}

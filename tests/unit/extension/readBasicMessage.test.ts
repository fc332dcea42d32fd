import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBasicMessage } from '../../../lib/state/readBasicMessage.ts';
import { reduceMessage } from '../../../lib/state/reduceMessage.ts';
import { shownTime } from '../../../lib/state/shownTime.ts';
import type { JobMessage } from '../../../protocol/src/index.ts';
import { five } from './support/createBasicWorld.ts';

const NOW = Date.parse('2026-11-22T12:00:00.000Z');
const read = (payload: unknown, event?: string) => readBasicMessage(payload, NOW, event) as JobMessage;
const fold = (payloads: unknown[], events: string[] = []): JobMessage | null =>
  payloads.reduce<JobMessage | null>(
    (state, payload, index) =>
      reduceMessage(state, readBasicMessage(payload, NOW + index, events[index])).state,
    null,
  );

describe('the words of a status', () => {
  it.each([
    ['completed', 'completed complete done success succeeded finished DONE JobStatus.DONE'],
    ['failed', 'failed failure error'],
    ['cancelled', 'cancelled canceled aborted'],
    ['queued', 'queued pending waiting'],
    ['paused', 'paused'],
    ['running', 'running processing started in_progress whatever'],
  ])('%s is what %s mean', (status, words) => {
    for (const word of words.split(' ')) expect(read(five(1, { status: word })).status).toBe(status);
  });

  it('missing, is running', () => {
    expect(read({ job_id: 'j1', progress: 1 }).status).toBe('running');
    expect(read({ job_id: 'j1', progress: 1, status: null }).status).toBe('running');
  });

  it.each([
    ['job_completed', 'done', 'completed'],
    ['job_completed', 'processing', 'completed'],
    ['job_completed', 'aborted', 'cancelled'],
    ['job_completed', 'failure', 'failed'],
    ['job_error', 'running', 'failed'],
    ['job_error', 'done', 'failed'],
    ['job_error', 'canceled', 'cancelled'],
    ['job_progress', 'done', 'completed'],
  ])('%s that says %s is %s', (event, status, expected) => {
    expect(read(five(1, { status }), event).status).toBe(expected);
  });
});

describe('what is tolerated', () => {
  it('is an optional thing that is missing, a number for an id, a percent as text or over the top', () => {
    const message = read({ job_id: 17, progress: '42.5' });
    expect(reduceMessage(null, message)).toMatchObject({
      outcome: 'applied',
      state: { job_id: '17', progress: 42.5, current_step: '' },
    });
    expect(read(five(1, { progress: 100.4 })).progress).toBe(100);
    expect(read(five(1, { current_step: 'x'.repeat(900) })).current_step).toHaveLength(500);
  });

  it('is never a message without an id that fits, or without progress', () => {
    const bad = [null, 7, 'x', [], {}, { progress: 1 }, { job_id: 'j1' }, { job_id: 'j1', progress: 'many' }];
    const ids = ['', 'a b', 'x'.repeat(65), '../etc', { a: 1 }].map((job_id) => ({ job_id, progress: 1 }));
    for (const payload of [...bad, ...ids])
      expect(reduceMessage(null, read(payload)).outcome).toBe('invalid');
  });

  it('is an error as text or as an object, and no other field of somebody else’s', () => {
    expect(read({ ...five(1), status: 'error', error: 'No route to host' }).error?.message).toBe(
      'No route to host',
    );
    expect(read({ ...five(1), error: { message: 'Boom' } }, 'job_error').error?.message).toBe('Boom');
    const more = { seq: 'a', epoch: 7, detail: 'x', result: { score: 'A' } };
    expect(reduceMessage(null, read({ ...five(1), ...more })).outcome).toBe('applied');
  });
});

describe('a time', () => {
  it('without a zone orders, and is not shown', () => {
    const message = read(five(4));
    expect(message.timestamp).toBe('2026-11-22T20:00:04.000001');
    expect(shownTime(message)).toBe('2026-11-22T12:00:00.000Z');
  });

  it('with one is shown', () => {
    for (const timestamp of ['2026-11-22T20:00:04+08:00', '2026-11-22T20:00:04Z'])
      expect(shownTime(read(five(1, { timestamp })))).toBe(timestamp);
  });

  it('may be seconds since 1970, or have a space; what is none is the time of arrival', () => {
    expect(read({ ...five(1), timestamp: NOW / 1000 }).timestamp).toBe('2026-11-22T12:00:00.000Z');
    expect(read(five(1, { timestamp: '2026-11-22 20:00:04' })).timestamp).toBe('2026-11-22T20:00:04');
    for (const timestamp of [undefined, null, '', 'yesterday', Number.NaN, 1e300, {}])
      expect(read({ ...five(1), timestamp }).timestamp).toBe('2026-11-22T12:00:00.000Z');
  });
});

const anyMessage = fc
  .record({
    second: fc.integer({ min: 0, max: 59 }),
    progress: fc.integer({ min: 0, max: 100 }),
    status: fc.constantFrom('pending', 'processing', 'running', 'paused', 'in_progress'),
    current_step: fc.constantFrom('', 'Crawling', 'Analysing'),
  })
  .map(({ second, ...rest }) => five(second, rest));
const newestOf = (messages: ReturnType<typeof five>[]) =>
  [...messages].sort((a, b) => a.timestamp.localeCompare(b.timestamp) || a.progress - b.progress).at(-1);

describe('whatever order messages arrive in', () => {
  it('the state is the newest by time, then progress, each duplicate dropped', () => {
    fc.assert(
      fc.property(fc.array(anyMessage, { minLength: 1, maxLength: 20 }), (messages) => {
        const newest = newestOf(messages);
        const state = fold([...messages, ...messages]);
        expect(state).toMatchObject({ timestamp: newest?.timestamp, progress: newest?.progress });
        expect(reduceMessage(state, readBasicMessage(newest, NOW)).outcome).toBe('duplicate');
      }),
    );
  });

  it('times of different clocks are never compared: the message that arrived last counts', () => {
    const clocks = fc.constantFrom('naive', 'zoned', 'none');
    const said = fc.array(fc.tuple(anyMessage, clocks), { minLength: 1, maxLength: 20 });
    const zones = fc.constantFrom(-11, -8, 0, 8, 13);
    fc.assert(
      fc.property(said, zones, (messages, hours) => {
        let state: JobMessage | null = null;
        let shown: { clock: string; second: number; progress: number } | null = null;
        messages.forEach(([message, clock], index) => {
          const second = Number(message.timestamp.slice(17, 19));
          const utc = Date.UTC(2026, 10, 22, 12, 0, second);
          // The output of `datetime.now().isoformat()`, and the same moment with its zone.
          const local = new Date(utc + hours * 3600_000).toISOString().slice(0, -1);
          const timestamp = { naive: local, zoned: new Date(utc).toISOString(), none: undefined }[clock];
          const payload = readBasicMessage({ ...message, timestamp }, NOW + 3600_000 + index);
          const [before, { progress }] = [state, message];
          const reduced = reduceMessage(before, payload);
          const one = shown?.clock === clock && clock !== 'none' ? shown : null;
          const newer = one
            ? second > one.second || (second === one.second && progress > one.progress)
            : progress !== before?.progress ||
              read(message).status !== before.status ||
              message.current_step !== before.current_step;
          expect(reduced.outcome).toBe(newer ? 'applied' : 'duplicate');
          expect(reduceMessage(reduced.state, payload).outcome).toBe('duplicate');
          if (newer) shown = { clock, second, progress };
          state = reduced.state;
        });
      }),
    );
  });

  it.each([
    ['2026-11-22T20:00:04', '2026-11-22T12:00:05Z'],
    ['2026-11-22T04:00:04Z', '2026-11-21T20:00:05'],
    ['2026-11-22T20:00:04', undefined],
    [undefined, '2026-11-22T04:00:05'],
  ])('a scan whose socket says %s goes on with a status that says %s', (first, then) => {
    const messages = [
      { ...five(41), timestamp: first },
      { ...five(42), timestamp: then },
    ];
    expect(fold(messages)?.progress).toBe(42);
  });

  it('an end is the end, wherever it comes and whatever its clock said', () => {
    const end = fc.record({
      second: fc.integer({ min: 0, max: 59 }),
      status: fc.constantFrom('done', 'failure', 'aborted', 'completed'),
      at: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(anyMessage, { maxLength: 20 }), end, (messages, { second, status, at }) => {
        const all: unknown[] = [...messages];
        const last = five(second, { status });
        all.splice(at % (messages.length + 1), 0, last);
        expect(fold(all)?.status).toBe(read(last).status);
      }),
    );
  });

  it('nothing throws, and what is kept fits the contract', () => {
    const stubborn = { toString: 1, valueOf: 1 };
    const field = fc.oneof(
      fc.anything(),
      fc.constant(stubborn),
      fc.constantFrom('j1', 'done', '2026-11-22T20:00:04', 50),
    );
    const wild = fc.record(
      { job_id: field, progress: field, status: field, current_step: field, timestamp: field, error: field },
      { requiredKeys: [] },
    );
    const event = fc.constantFrom('job_progress', 'job_completed', 'job_error');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.oneof(wild, fc.anything()), event)), (said) => {
        const state = fold(
          said.map(([payload]) => payload),
          said.map(([, name]) => name),
        );
        if (state) expect(reduceMessage(null, state).outcome).toBe('applied');
      }),
    );
  });
});

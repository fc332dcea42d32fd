import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBasicMessage } from '../../../lib/state/readBasicMessage.ts';
import { reduceMessage } from '../../../lib/state/reduceMessage.ts';
import { shownTime } from '../../../lib/state/shownTime.ts';
import type { JobMessage } from '../../../protocol/src/index.ts';
import { five } from './support/createBasicWorld.ts';

const NOW = Date.parse('2026-11-22T12:00:00.000Z');
const said = (payload: unknown, event?: string) => readBasicMessage(payload, { now: NOW, event });
/** The message as it is stored, for payloads that can be read. */
const read = (payload: unknown, event?: string) =>
  reduceMessage(null, said(payload, event)).state as JobMessage;
/** What the socket says, one after another. */
const fold = (payloads: unknown[], events: string[] = []): JobMessage | null =>
  payloads.reduce<JobMessage | null>(
    (state, payload, index) =>
      reduceMessage(state, readBasicMessage(payload, { now: NOW + index, event: events[index] })).state,
    null,
  );
/** An answer of REST that was asked for and that came at these times, in ms. */
const answered = (state: JobMessage | null, payload: unknown, asked: number, came = asked + 50) =>
  reduceMessage(state, readBasicMessage(payload, { now: NOW + came, askedAt: NOW + asked }));

describe('the words of a status', () => {
  it.each([
    [
      'completed',
      'completed complete done success succeeded finished DONE JobStatus.DONE ok ended 完成 已完成',
    ],
    ['failed', 'failed failure error timeout timed_out Timed-Out crashed dead expired rejected'],
    ['cancelled', 'cancelled canceled aborted stopped REVOKED terminated killed'],
    ['queued', 'queued pending waiting'],
    ['paused', 'paused'],
    ['running', 'running processing started in_progress IN-PROGRESS'],
  ])('%s is what %s mean', (status, words) => {
    for (const word of words.split(' ')) {
      expect(read(five(1, { status: word }))).toMatchObject({ status });
      expect(read(five(1, { status: word })).word).toBeUndefined();
    }
    expect(read(five(1, { status: 'timed out' })).status).toBe('failed');
  });

  it('ended with an error is failed', () => {
    expect(read({ ...five(1, { status: 'ended' }), error: 'No route' }).status).toBe('failed');
    expect(read({ ...five(1, { status: 'ended' }), error: null }).status).toBe('completed');
  });

  it('that nobody knows is kept, and means running', () => {
    expect(read(five(1, { status: 'Phase.Warp 9' }))).toMatchObject({ status: 'running', word: 'Warp 9' });
    expect(read(five(1, { status: 'x'.repeat(90) })).word).toHaveLength(40);
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

  it('is never a message without an id that fits, or one that says nothing', () => {
    const bad = [
      null,
      7,
      'x',
      '7',
      '{',
      [],
      {},
      { progress: 1 },
      { job_id: 'j1' },
      { job_id: 'j1', progress: 'many' },
    ];
    const ids = ['', 'a b', 'x'.repeat(129), '../etc', { a: 1 }].map((job_id) => ({ job_id, progress: 1 }));
    for (const payload of [...bad, ...ids]) {
      expect(reduceMessage(null, said(payload)).outcome).toBe('invalid');
    }
  });

  it('is an id of any usual form', () => {
    for (const job_id of ['crawl:2026.11', 'sites/42', 'a@b', '3F2A6C1E-8F0B-4F6E-9A57-0D3C5B1E7A90']) {
      expect(read({ job_id, progress: 1 }).job_id).toBe(job_id);
    }
  });

  it('is JSON text in place of an object, with an id of 64 bits', () => {
    expect(read('{"job_id": 9007199254740993, "progress": NaN, "status": "running"}')).toMatchObject({
      job_id: '9007199254740993',
      progress: 0,
    });
  });

  it('is an end without progress', () => {
    const half = five(1, { progress: 50 });
    expect(fold([half, { job_id: 'j1' }], ['job_progress', 'job_completed'])).toMatchObject({
      status: 'completed',
      progress: 100,
    });
    expect(fold([half, { job_id: 'j1', error: 'Boom' }], ['job_progress', 'job_error'])).toMatchObject({
      status: 'failed',
      progress: 50,
      error: { message: 'Boom' },
    });
    expect(fold([half, { job_id: 'j1', status: 'revoked' }])).toMatchObject({
      status: 'cancelled',
      progress: 50,
    });
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

describe('progress', () => {
  const after = (...values: unknown[]) =>
    fold(values.map((progress, index) => ({ ...five(index, { current_step: `${index}` }), progress })))
      ?.progress;

  it.each([
    [[0, 0.25], 25],
    [[0.29], 29],
    [[0, 1], 1],
    [[0.5, 1], 100],
    [[0.5, 1.5], 1.5],
    [[2, 0.5], 0.5],
    [['3/10'], 30],
    [['3 of 4'], 75],
    [['3/0', 7], 7],
    [['42.50'], 42.5],
    [['42 %'], 42],
    [['0.5 %'], 0.5],
    [['0.5'], 50],
    [['1e-1'], 10],
    [[40, null], 40],
    [[40, undefined], 40],
    [[40, Number.NaN], 40],
    [[40, 'many'], 40],
    [[40, { value: 3 }], 40],
    [[-3], 0],
    [[1e9], 100],
  ])('%j is %d', (values, percent) => {
    expect(after(...values)).toBe(percent);
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

describe('what is newer', () => {
  it('is what the socket says later, whatever its time says', () => {
    fc.assert(
      fc.property(fc.array(anyMessage, { minLength: 1, maxLength: 20 }), (messages) => {
        const state = fold(messages);
        const { progress, status, current_step } = read(messages.at(-1));
        expect(state).toMatchObject({ progress, status, current_step });
        expect(reduceMessage(state, said(messages.at(-1))).outcome).toBe('duplicate');
      }),
    );
  });

  it.each([
    ['a clock that was set back', five(50, { progress: 20 }), five(10, { progress: 30 })],
    ['a time that never changes', five(10, { progress: 20 }), five(10, { progress: 15 })],
    ['other kinds of time', five(10), { ...five(42), timestamp: '2026-11-21T12:00:05Z' }],
    ['no time', five(10), { ...five(42), timestamp: undefined }],
  ])('is the answer to a later question, and a message after an answer, with %s', (_, first, then) => {
    const asked = answered(null, first, 0).state;
    expect(answered(asked, then, 5000)).toMatchObject({
      outcome: 'applied',
      state: { progress: then.progress },
    });
    const heard = fold([first]);
    expect(answered(heard, then, 1)).toMatchObject({
      outcome: 'applied',
      state: { progress: then.progress },
    });
    const later = readBasicMessage(then, { now: NOW + 60_000 });
    expect(reduceMessage(asked, later)).toMatchObject({
      outcome: 'applied',
      state: { progress: then.progress },
    });
  });

  it('is not the answer to an earlier question that comes late', () => {
    const state = answered(null, five(10), 1000).state;
    expect(answered(state, five(20), 0, 4000).outcome).toBe('duplicate');
  });

  it('is told by their times where the two ways may have crossed', () => {
    const heard = reduceMessage(null, readBasicMessage(five(20), { now: NOW + 1000 })).state;
    expect(answered(heard, five(10), 0, 2000).outcome).toBe('duplicate');
    expect(answered(heard, five(30), 0, 2000).outcome).toBe('applied');
    const asked = answered(null, five(20), 0, 1000).state;
    expect(reduceMessage(asked, readBasicMessage(five(10), { now: NOW + 2000 })).outcome).toBe('duplicate');
    expect(reduceMessage(asked, readBasicMessage(five(30), { now: NOW + 2000 })).outcome).toBe('applied');
  });

  it('does not wait for our own clock, once it was set back', () => {
    const state = answered(null, five(20), 0).state;
    expect(answered(state, five(21), -3600_000).outcome).toBe('applied');
    expect(reduceMessage(fold([five(20)]), readBasicMessage(five(5), { now: NOW - 3600_000 })).outcome).toBe(
      'applied',
    );
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

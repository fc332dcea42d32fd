import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reduceMessage } from '../../../lib/state/reduceMessage.ts';
import { isTerminal, type JobMessage, jobStatuses } from '../../../protocol/src/index.ts';
import { message } from './support/messages.ts';

const at = (seq: number, more: Partial<JobMessage> = {}): JobMessage => ({
  ...message({ job_id: 'j1', seq }),
  ...more,
});

const basic = (
  timestamp: string,
  progress: number,
  status: JobMessage['status'] = 'running',
): JobMessage => ({
  job_id: 'j1',
  progress,
  status,
  current_step: '',
  timestamp,
});

const fold = (messages: unknown[], from: JobMessage | null = null): JobMessage | null =>
  messages.reduce<JobMessage | null>((state, next) => reduceMessage(state, next).state, from);

describe('the reducer', () => {
  it('takes the first message, whatever its place', () => {
    expect(reduceMessage(null, at(17))).toMatchObject({ outcome: 'applied', gap: 0 });
  });
  it('drops a repeated and an older message', () => {
    expect(reduceMessage(at(5), at(5)).outcome).toBe('duplicate');
    expect(reduceMessage(at(5), at(4)).outcome).toBe('duplicate');
  });
  it('applies at once over a gap, and counts it', () => {
    expect(reduceMessage(at(5), at(9))).toMatchObject({ outcome: 'applied', gap: 3, state: { seq: 9 } });
  });
  it('drops a lower epoch; takes a higher one as a snapshot, even with a lower seq or over an end', () => {
    expect(reduceMessage(at(5, { epoch: '0000000b' }), at(9)).outcome).toBe('stale_epoch');
    const current = at(9, { status: 'completed' });
    expect(reduceMessage(current, at(3, { epoch: '0000000b' }))).toMatchObject({
      outcome: 'applied',
    });
  });
  it('keeps an end within its epoch', () => {
    expect(reduceMessage(at(9, { status: 'completed' }), at(10)).outcome).toBe('after_end');
    expect(reduceMessage(at(9), at(8, { status: 'failed' }))).toMatchObject({ outcome: 'applied' });
  });
  it('counts another shape and another job, and never throws', () => {
    for (const bad of [null, undefined, 1, '', [], {}, { job_id: 'j1' }, at(6, { job_id: 'j2' }), at(-1)]) {
      const reduced = reduceMessage(at(5), bad);
      expect(reduced.outcome).toBe('invalid');
      expect(reduced.state?.seq).toBe(5);
    }
  });
  it('takes the five fields of a newer server, whatever else it sends', () => {
    for (const more of [
      { detail: { ...at(6).detail, phase: 'dreaming' } },
      { detail: 'later' },
      { result: { score: 'A' } },
      { error: [] },
    ]) {
      const reduced = reduceMessage(at(5), { ...at(6, { progress: 61 }), ...more });
      expect(reduced).toMatchObject({ outcome: 'applied', state: { seq: 6, progress: 61 } });
      for (const name of Object.keys(more)) expect(reduced.state).not.toHaveProperty(name);
    }
  });
  it('keeps of a report its score and coverage, and nothing without a bound', () => {
    const big = 'x'.repeat(1_000_000);
    const coverage = { read: 3, discovered: 4, refused: 0 };
    const pages = { ...message({ job_id: 'j1' }).detail.pages, note: big };
    const { state } = reduceMessage(at(5), {
      ...at(6, { status: 'failed' }),
      more: big,
      detail: { ...message({ job_id: 'j1' }).detail, pages, current_urls: [big], more: big },
      result: { score: 80, coverage: { ...coverage, more: big }, findings: [big] },
      error: { code: 'internal', message: big, stack: big },
    });
    expect(state?.result).toEqual({ score: 80, coverage });
    expect(state?.detail?.pages.crawled).toBe(300);
    expect(JSON.stringify(state).length).toBeLessThan(8000);
  });
  it('keeps the site that an error names, which can be scanned instead', () => {
    const error = { code: 'leads_to_other_site', message: 'elsewhere', target: 'https://other.example/' };
    const { state } = reduceMessage(at(5), { ...at(6, { status: 'failed' }), error });
    expect(state?.error).toEqual(error);
    const long = { ...error, target: `https://other.example/${'x'.repeat(3000)}` };
    expect(reduceMessage(at(5), { ...at(6), error: long }).state?.error).not.toHaveProperty('target');
  });
  it('orders what an earlier version stored without its arrival by end, then time, then progress', () => {
    const current = basic('2026-11-22T12:00:05', 50);
    expect(reduceMessage(current, basic('2026-11-22T12:00:04', 60)).outcome).toBe('duplicate');
    expect(reduceMessage(current, basic('2026-11-22T12:00:05', 51)).outcome).toBe('applied');
    expect(reduceMessage(current, basic('2026-11-22T12:00:05', 50)).outcome).toBe('duplicate');
    expect(reduceMessage(current, basic('2026-11-22T12:00:01', 10, 'completed')).outcome).toBe('applied');
  });
});

/** One job's log as a server writes it: epochs follow each other, `seq` rises, an epoch has one end at most. */
const log = fc
  .array(
    fc.record({
      newEpoch: fc.boolean(),
      skip: fc.integer({ min: 1, max: 4 }),
      status: fc.constantFrom(...jobStatuses),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((steps) => {
    const messages: JobMessage[] = [];
    let [seq, epoch, ended] = [0, 0, false];
    for (const { newEpoch, skip, status } of steps) {
      if (newEpoch) [epoch, ended] = [epoch + 1, false];
      if (ended) continue;
      seq += skip;
      ended = isTerminal(status);
      messages.push(at(seq, { epoch: epoch.toString(36).padStart(8, '0'), status }));
    }
    return messages;
  });

const delivery = log.chain((messages) =>
  fc.tuple(
    fc.constant(messages),
    fc.shuffledSubarray([...messages, ...messages, ...messages], { minLength: 0 }).map((some) => [...some]),
    fc.array(fc.anything(), { maxLength: 4 }),
  ),
);

it('ends at the highest message, however they are ordered, repeated and mixed with rubbish', async () => {
  await fc.assert(
    fc.asyncProperty(delivery, async ([messages, some, rubbish]) => {
      const highest = messages.at(-1);
      const mixed = [...rubbish, ...some, highest, ...some, ...rubbish];
      expect(fold(mixed)).toEqual(highest);
      const seen = fold(some);
      const highestSeen = messages.filter((one) => some.includes(one)).at(-1) ?? null;
      expect(seen).toEqual(highestSeen);
    }),
    { numRuns: 2000 },
  );
});

import { describe, expect, it } from 'vitest';
import { createPoliteness } from '../../../server/src/crawl/pace/createPoliteness.ts';
import { parseRetryAfter } from '../../../server/src/crawl/pace/createPoliteRequests.ts';
import { createRateMeter } from '../../../server/src/crawl/pace/createRateMeter.ts';
import { createManualClock } from '../../support/clocks/manualClock.ts';

function setUp({ ratePerS = 5, perHost = 8 } = {}) {
  const clock = createManualClock();
  const politeness = createPoliteness({ limits: { ratePerS, perHost }, clock });
  const abort = new AbortController();
  const sent: { at: number; host: string; release: () => void }[] = [];
  const ask = (host: string, rate = 50): Promise<void> =>
    politeness.acquire(host, rate, abort.signal).then((release) => {
      sent.push({ at: Math.round(clock.monotonicMs()), host, release });
    });
  return { advance: clock.advanceAsync, politeness, abort, sent, ask };
}

describe('politeness', () => {
  it('keeps the pace of a host over all scans', async () => {
    const { ask, advance, sent } = setUp();
    for (let n = 0; n < 6; n++) void ask('a', n % 2 === 0 ? 50 : 20);
    await advance(2000);
    expect(sent.map(({ at }) => at)).toEqual([0, 200, 400, 600, 800, 1000]);
  });

  it('uses a slower pace when a scan sets one', async () => {
    const { ask, advance, sent } = setUp();
    for (let n = 0; n < 3; n++) void ask('a', 1);
    await advance(3000);
    expect(sent.map(({ at }) => at)).toEqual([0, 1000, 2000]);
  });

  it('does not let one host wait for another', async () => {
    const { ask, advance, sent } = setUp();
    void ask('a');
    void ask('b');
    await advance(0);
    expect(sent.map(({ host }) => host)).toEqual(['a', 'b']);
  });

  it('limits the open requests to a host', async () => {
    const { ask, advance, sent } = setUp({ ratePerS: 1000, perHost: 2 });
    for (let n = 0; n < 4; n++) void ask('a', 1000);
    await advance(100);
    expect(sent).toHaveLength(2);
    sent[0]?.release();
    sent[0]?.release();
    await advance(100);
    expect(sent).toHaveLength(3);
  });

  it('pauses new and waiting requests as long as the host asked for, then continues more slowly', async () => {
    const { ask, advance, sent, politeness } = setUp();
    void ask('a');
    void ask('a');
    await advance(100);
    politeness.slowDown('a', 10_000);
    await advance(5_000);
    expect(sent).toHaveLength(1);
    await advance(6_000);
    expect(sent).toHaveLength(2);
    void ask('a');
    void ask('a');
    await advance(10_000);
    const [, , third, fourth] = sent.map(({ at }) => at);
    expect((fourth ?? 0) - (third ?? 0)).toBeGreaterThanOrEqual(395);
  });

  it('releases the slot when a waiting request is aborted', async () => {
    const { ask, advance, sent, abort, politeness } = setUp({ perHost: 1 });
    void ask('a');
    await advance(0);
    const waiting = expect(ask('a')).rejects.toBeDefined();
    abort.abort();
    await waiting;
    sent[0]?.release();
    const again = politeness.acquire('a', 50, new AbortController().signal);
    await advance(1000);
    await expect(again).resolves.toBeTypeOf('function');
  });
});

describe('parseRetryAfter', () => {
  const wall = Date.UTC(2026, 0, 1, 12, 0, 0);
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Thu, 01 Jan 2026 12:00:30 GMT', 30_000],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['', null],
    [undefined, null],
    [['5', '6'], 5_000],
  ])('%j', (value, ms) => {
    expect(parseRetryAfter(value, wall)).toBe(ms);
  });
});

describe('the rate meter', () => {
  it('counts the pages of each second', () => {
    const clock = createManualClock();
    const meter = createRateMeter(clock);
    expect(meter.ratePerS()).toBe(0);
    for (let n = 0; n < 4; n++) {
      clock.advance(500);
      meter.count();
    }
    expect(meter.ratePerS()).toBe(2);
  });

  it('ignores old samples', () => {
    const clock = createManualClock();
    const meter = createRateMeter(clock);
    for (let n = 0; n < 10; n++) meter.count();
    clock.advance(20_000);
    expect(meter.ratePerS()).toBe(0);
  });
});

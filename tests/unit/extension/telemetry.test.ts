import { describe, expect, it } from 'vitest';
import type { Arrival } from '../../../lib/connection/connectionObserver.ts';
import { type Answer, fail, succeed } from '../../../lib/state/answer.ts';
import { createState } from '../../../lib/state/createState.ts';
import { addCounts, type Counts, noCounts } from '../../../lib/state/measured.ts';
import { selectJobs } from '../../../lib/state/selectJobs.ts';
import { createTelemetry } from '../../../lib/telemetry/createTelemetry.ts';
import { jobMessageSchema, LATENCY_BUCKETS_MS, type TelemetryBatch } from '../../../protocol/src/index.ts';
import { telemetryBatchSchema } from '../../../protocol/src/telemetrySchema.ts';
import { createFakeTime, settle } from './support/fakeTime.ts';
import { createMemoryArea } from './support/memoryArea.ts';
import { followed, message, server } from './support/messages.ts';

const MINUTE = 60_000;
const sure = { offsetMs: 500, roundTripMs: 10 };

/** A browser whose worker can be killed; the server is a list of batches. */
async function createCounting(jobIds = ['j1']) {
  const local = createMemoryArea();
  const session = createMemoryArea();
  const time = createFakeTime();
  const stored = createState({ local: local.area, session: session.area });
  const sent: TelemetryBatch[] = [];
  let answer: () => Answer<true> | Promise<Answer<true>> = () => succeed(true);
  let ids = 0;
  let lives = 0;
  const live = () => {
    lives += 1;
    return createTelemetry({
      state: createState({ local: local.area, session: session.area }),
      now: time.now,
      timers: time.timers,
      bootId: `boot-${lives}`,
      newId: () => {
        ids += 1;
        return `id-${ids}`;
      },
      post: async (_server, batch) => {
        sent.push(batch);
        return answer();
      },
    });
  };
  await stored.server.set(server);
  await stored.followed.set(jobIds.map((jobId) => followed(jobId)));
  let telemetry = live();
  const key = (jobId: string) => `s1|u1|${jobId}`;
  const at = (ago: number, offsetMs = 0) => new Date(time.now() + offsetMs - ago).toISOString();

  return {
    time,
    local,
    stored,
    sent,
    key,
    telemetry: () => telemetry,
    answer: (next: typeof answer) => {
      answer = next;
    },
    /** One message that was applied; `ago` ms before now by the server's clock. */
    apply(seq: number, ago = 0, how: Arrival = 'pushed', jobId = 'j1'): void {
      const held = jobMessageSchema.parse(message({ job_id: jobId, seq, timestamp: at(ago, sure.offsetMs) }));
      telemetry.observer.received(key(jobId), 'applied', how, 0, held);
    },
    paint: (seq: number, jobId = 'j1') =>
      telemetry.painted([{ key: key(jobId), epoch: '0000000a', seq, at: time.now() }]),
    kill(): void {
      time.clearAll();
      telemetry = live();
    },
    async end(): Promise<void> {
      await stored.followed.set([]);
      await time.advance(15_000);
    },
    async total(): Promise<Counts> {
      const { days } = await stored.measured.get();
      return days.reduce((all, { counts }) => addCounts(all, counts), noCounts());
    },
  };
}

const sampled = (...milliseconds: number[]) => {
  const buckets = noCounts().latency_ms.buckets;
  for (const ms of milliseconds) {
    const place = LATENCY_BUCKETS_MS.findIndex((edge) => ms <= edge);
    buckets[place] = (buckets[place] ?? 0) + 1;
  }
  return buckets;
};

describe('latency', () => {
  it('lasts from the append, by the server’s clock, until a screen has painted it', async () => {
    const { telemetry, apply, paint, time, total } = await createCounting();
    telemetry().observer.clock(sure);
    telemetry().screenOpened();
    apply(1, 12);
    await time.advance(30);
    paint(1);
    apply(2, 4);
    paint(2);
    paint(2);
    await time.advance(5000);
    expect((await total()).latency_ms).toEqual({ buckets: sampled(42, 4), clock_unsure: 0 });
  });

  it('ends with the badge when no screen is open, and when a screen never paints', async () => {
    const { telemetry, apply, time, total, stored, key } = await createCounting();
    telemetry().observer.clock(sure);
    const badge = async (seq: number) =>
      telemetry().badged(
        selectJobs({
          followed: await stored.followed.get(),
          live: { [key('j1')]: jobMessageSchema.parse(message({ job_id: 'j1', seq })) },
          intents: [],
        }),
      );
    apply(1, 3);
    await badge(1);
    await time.advance(5000);
    expect((await total()).latency_ms.buckets).toEqual(sampled(3));
    telemetry().screenOpened();
    apply(2, 18);
    apply(3, 8);
    await badge(2);
    await time.advance(5000);
    expect((await total()).latency_ms.buckets).toEqual(sampled(3));
    // The third was shown by nobody: no sample.
    await time.advance(15_000);
    expect((await total()).latency_ms.buckets).toEqual(sampled(3, 18));
    expect(time.pending()).toEqual([]);
  });

  it('leaves out snapshots, polls and repeats, and counts apart what no clock can tell', async () => {
    const { telemetry, apply, paint, time, total } = await createCounting();
    apply(1);
    paint(1);
    telemetry().observer.clock({ offsetMs: 0, roundTripMs: 21 });
    apply(2);
    paint(2);
    telemetry().observer.clock(sure);
    apply(3, 0, 'snapshot');
    apply(4, 0, 'polled');
    telemetry().observer.received('s1|u1|j1', 'duplicate', 'pushed', 0, null);
    paint(3);
    paint(4);
    await time.advance(5000);
    expect((await total()).latency_ms).toEqual({ buckets: sampled(), clock_unsure: 2 });
  });
});

describe('what is counted', () => {
  it('is attempts, what became of pushed messages, and each scan once', async () => {
    const { telemetry, apply, time, total, kill } = await createCounting(['j1', 'j2', 'j3']);
    for (const result of ['connected', 'failed', 'outage', 'connected'] as const)
      telemetry().observer.attempt(result);
    for (const outcome of ['duplicate', 'stale_epoch', 'after_end', 'invalid'] as const)
      telemetry().observer.received('s1|u1|j1', outcome, 'pushed', 0, null);
    telemetry().observer.received('s1|u1|j1', 'applied', 'pushed', 3, null);
    telemetry().observer.received('s1|u1|j1', 'applied', 'snapshot', 7, null);
    await time.advance(5000);
    kill();
    apply(9, 0, 'polled', 'j2');
    apply(10, 0, 'pushed', 'j2');
    apply(11, 0, 'polled', 'j2');
    apply(1, 0, 'by_choice', 'j3');
    await time.advance(5000);
    const { attempts, scans, messages } = await total();
    expect(attempts).toEqual({ connected: 2, failed: 1, outage: 1 });
    expect(scans).toEqual({ followed: 2, polled: 1 });
    expect(messages).toEqual({ applied: 2, duplicate: 1, gaps: 3, invalid: 1, stale_epoch: 1, after_end: 1 });
  });

  it('is each scan once when its end is written while an earlier count waits for the rows', async () => {
    const { telemetry, apply, time, total, local, stored, key } = await createCounting();
    apply(1);
    await time.advance(5000);
    const { get } = local.area;
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    local.area.get = async (name) => {
      if (name === 'followed') await released;
      return get(name);
    };
    apply(2);
    await time.advance(5000);
    const end = message({ job_id: 'j1', seq: 3, status: 'completed' });
    telemetry().observer.received(key('j1'), 'applied', 'polled', 0, end);
    await stored.followed.set([followed('j1', { end })]);
    release();
    await settle();
    await time.advance(MINUTE);
    expect((await total()).scans).toEqual({ followed: 1, polled: 1 });
    expect((await stored.measured.get()).known).toEqual({});
  });

  it('is stored in few writes, and lost by a kill for seconds only', async () => {
    const { apply, time, total, local, kill } = await createCounting();
    const before = local.writes();
    for (let seq = 1; seq <= 200; seq += 1) {
      apply(seq);
      await time.advance(100);
    }
    expect(local.writes() - before).toBeLessThanOrEqual(4);
    kill();
    await time.advance(MINUTE);
    expect((await total()).messages.applied).toBeGreaterThanOrEqual(150);
  });

  it('reaches the storage at once with the end of a scan, and costs nothing when nothing happens', async () => {
    const { telemetry, total, time, local, key } = await createCounting();
    const held = message({ job_id: 'j1', seq: 5, status: 'completed' });
    telemetry().observer.received(key('j1'), 'applied', 'pushed', 0, held);
    await settle();
    expect((await total()).messages.applied).toBe(1);
    await time.advance(MINUTE);
    const writes = local.writes();
    await time.advance(60 * MINUTE);
    expect(local.writes()).toBe(writes);
    expect(time.pending()).toEqual([]);
  });

  it('waits for storage that refuses, and throws nothing into the connection', async () => {
    const { telemetry, apply, time, total, local } = await createCounting();
    const { set } = local.area;
    local.area.set = () => Promise.reject(new Error('quota'));
    apply(1);
    expect(() => telemetry().observer.attempt('connected')).not.toThrow();
    await time.advance(6000);
    local.area.set = set;
    apply(2);
    await time.advance(6000);
    const { attempts, messages, scans } = await total();
    expect([attempts.connected, messages.applied, scans.followed]).toEqual([1, 2, 1]);
  });

  it('is forgotten after thirty days', async () => {
    const { telemetry, time, stored } = await createCounting();
    for (let day = 0; day < 40; day += 1) {
      telemetry().observer.attempt('connected');
      await time.advance(24 * 60 * MINUTE);
    }
    expect((await stored.measured.get()).days).toHaveLength(30);
  });
});

describe('the batch for the server', () => {
  it('comes after the end of a scan, fits the contract, and holds no address', async () => {
    const { apply, end, sent } = await createCounting();
    apply(1);
    await end();
    expect(sent).toHaveLength(1);
    expect(telemetryBatchSchema.parse(sent[0])).toEqual(sent[0]);
    expect(sent[0]).toMatchObject({ boot_id: 'boot-1', messages: { applied: 1 }, scans: { followed: 1 } });
    expect(JSON.stringify(sent)).not.toMatch(/http|example|j1|s1|u1/);
  });

  it('is not sent while a scan runs but by the alarm, and at most once a minute', async () => {
    const { telemetry, apply, time, sent } = await createCounting();
    apply(1);
    await time.advance(30_000);
    expect(sent).toEqual([]);
    await telemetry().report();
    apply(2);
    await time.advance(30_000);
    await telemetry().report();
    expect(sent).toHaveLength(1);
    await time.advance(30_000);
    await telemetry().report();
    await telemetry().report();
    expect(sent.map(({ messages }) => messages.applied)).toEqual([1, 1]);
  });

  it('keeps its id until the server has it, through the death of the worker', async () => {
    const { telemetry, apply, time, sent, kill, answer, end } = await createCounting();
    answer(() => new Promise(() => {}));
    apply(1);
    await end();
    kill();
    answer(() => fail('network'));
    apply(2);
    await time.advance(MINUTE);
    await telemetry().report();
    answer(() => succeed(true));
    await time.advance(MINUTE);
    await telemetry().report();
    await time.advance(MINUTE);
    await telemetry().report();
    const [lost, refused, taken, next] = sent;
    expect(sent).toHaveLength(4);
    expect([refused, taken]).toEqual([lost, lost]);
    expect(next).toMatchObject({ boot_id: 'boot-2', messages: { applied: 1 } });
    expect(next?.batch_id).not.toBe(lost?.batch_id);
  });

  it('waits as long as the server asks, but no longer than an hour', async () => {
    const { telemetry, apply, time, sent, answer, end } = await createCounting();
    answer(() => fail('rate_limited', { retryAfterMs: 5 * MINUTE }));
    apply(1);
    await end();
    await time.advance(4 * MINUTE);
    await telemetry().report();
    expect(sent).toHaveLength(1);
    answer(() => fail('rate_limited', { retryAfterMs: 999 * MINUTE }));
    await time.advance(MINUTE);
    await telemetry().report();
    expect(sent).toHaveLength(2);
    await time.advance(61 * MINUTE);
    await telemetry().report();
    expect(sent).toHaveLength(3);
  });

  it.each(['no_such_route', 'not_found'])(
    'is not asked for again after %s, until paired anew',
    async (code) => {
      const { telemetry, apply, time, sent, answer, end, kill, stored } = await createCounting();
      answer(() => fail(code));
      apply(1);
      await end();
      kill();
      apply(2);
      await time.advance(10 * MINUTE);
      await telemetry().report();
      expect(sent).toHaveLength(1);
      await stored.server.set({ ...server, pairedAt: '2026-11-23T00:00:00.000Z' });
      answer(() => succeed(true));
      apply(3);
      await time.advance(6000);
      await telemetry().report();
      expect(sent).toHaveLength(2);
    },
  );

  it('is dropped when the server can never take it', async () => {
    const { telemetry, apply, time, sent, answer, end } = await createCounting();
    answer(() => fail('invalid_request'));
    apply(1);
    await end();
    await time.advance(2 * MINUTE);
    await telemetry().report();
    expect(sent).toHaveLength(1);
  });

  it.each(['turned off', 'unpaired'])('is thrown away at once when telemetry is %s', async (how) => {
    const { telemetry, apply, time, sent, stored } = await createCounting();
    apply(1);
    await time.advance(6000);
    expect((await stored.measured.get()).unsent).not.toBeNull();
    if (how === 'unpaired') await stored.server.set(null);
    else await stored.settings.update((settings) => ({ ...settings, telemetry: false }));
    await telemetry().report();
    expect(await stored.measured.get()).toMatchObject({ unsent: null, outbox: [] });
    expect(sent).toEqual([]);
  });

  it('does not exist when the person does not want it, nor for another server', async () => {
    const { telemetry, apply, time, sent, end, stored, total } = await createCounting();
    apply(1);
    await time.advance(6000);
    await stored.server.set({ ...server, serverId: 's2' });
    await end();
    await telemetry().report();
    expect(sent).toEqual([]);
    await stored.settings.update((settings) => ({ ...settings, telemetry: false }));
    apply(2);
    await time.advance(6000);
    expect(await stored.measured.get()).toMatchObject({ unsent: null, outbox: [] });
    expect((await total()).messages.applied).toBe(2);
    await stored.settings.update((settings) => ({ ...settings, telemetry: true }));
    await telemetry().report();
    expect(sent).toEqual([]);
  });
});

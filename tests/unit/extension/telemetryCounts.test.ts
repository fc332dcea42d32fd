import { describe, expect, it } from 'vitest';
import { createCounting } from './support/createCounting.ts';
import { settle } from './support/fakeTime.ts';
import { followed, keyOf, message } from './support/messages.ts';

const MINUTE = 60_000;

describe('what is counted', () => {
  it('is attempts, what became of pushed messages, and each scan once', async () => {
    const { telemetry, apply, time, total, kill } = await createCounting(['j1', 'j2', 'j3']);
    for (const result of ['connected', 'failed', 'outage', 'connected'] as const)
      telemetry().observer.attempt(result);
    for (const outcome of ['duplicate', 'stale_epoch', 'after_end', 'invalid'] as const)
      telemetry().observer.received(keyOf('j1'), outcome, 'pushed', 0, null);
    telemetry().observer.received(keyOf('j1'), 'applied', 'pushed', 3, null);
    telemetry().observer.received(keyOf('j1'), 'applied', 'snapshot', 7, null);
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
      if ([name].flat().includes('followed')) await released;
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
    const received = message({ job_id: 'j1', seq: 5, status: 'completed' });
    telemetry().observer.received(key('j1'), 'applied', 'pushed', 0, received);
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

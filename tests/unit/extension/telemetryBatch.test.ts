import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../lib/state/answer.ts';
import { telemetryBatchSchema } from '../../../protocol/src/telemetryBatchSchema.ts';
import { createCounting } from './support/createCounting.ts';
import { server } from './support/messages.ts';

const MINUTE = 60_000;

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

  it.each(['no_such_route', 'not_found'] as const)(
    'is not asked for again after %s, until paired again',
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

  it.each(['turned off', 'unpaired'])('is removed at once when telemetry is %s', async (how) => {
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

  it('does not exist when telemetry is off, nor for another server', async () => {
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

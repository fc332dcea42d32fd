import { jobListSchema, jobStatusAnswerSchema } from '@seo-live/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { createRetention } from '../../../server/src/jobs/manager/createRetention.ts';
import { createPurgeStore } from '../../../server/src/store/jobs/createPurgeStore.ts';
import { createManualClock } from '../../support/clocks/manualClock.ts';
import { createGate, type JobWorld, openJobWorld, request, untilOver } from '../../support/jobs/jobWorld.ts';

let world: JobWorld;
let gate = createGate();
afterEach(async () => {
  gate.open();
  gate = createGate();
  await world.close();
});

/** A running job that nothing else writes to. */
async function stillJob(): Promise<string> {
  world = await openJobWorld({ script: { pages: 3, beforePage: gate.wait } });
  const { answer } = await world.jobs.create('ada', request('https://shop.example/'));
  await gate.arrived();
  await world.jobs.pause('ada', answer.job.job_id);
  return answer.job.job_id;
}

const appendMany = async (jobId: string, count: number): Promise<void> => {
  for (let i = 0; i < count; i += 1) await world.log.append(jobId, { detail: { slowed: i } });
};

describe('a position in the log', () => {
  it('returns exactly the events after it', async () => {
    const jobId = await stillJob();
    const { seq = 0, epoch } = await world.jobs.status('ada', jobId);
    await appendMany(jobId, 3);
    const answer = await world.jobs.status('ada', jobId, { sinceSeq: seq, epoch });
    expect(jobStatusAnswerSchema.safeParse(answer).success).toBe(true);
    expect(answer).toMatchObject({ seq: seq + 3, reset: false, ended: false });
    expect(answer.events?.map((event) => event.seq)).toEqual([seq + 1, seq + 2, seq + 3]);
    const { events: _, ...last } = answer;
    expect(last).toMatchObject(answer.events!.at(-1)!);
    expect((await world.jobs.status('ada', jobId, { sinceSeq: seq + 3, epoch })).events).toEqual([]);
    expect((await world.jobs.status('ada', jobId)).events).toBeUndefined();
  });

  it('replays at most 200 events', async () => {
    const jobId = await stillJob();
    const { seq = 0 } = await world.jobs.status('ada', jobId);
    await appendMany(jobId, 200);
    const full = await world.jobs.status('ada', jobId, { sinceSeq: seq });
    expect([full.reset, full.events?.length]).toEqual([false, 200]);
    const tooFar = await world.jobs.status('ada', jobId, { sinceSeq: seq - 1 });
    expect([tooFar.reset, tooFar.events]).toEqual([true, undefined]);
  });

  it.each([
    ['of another epoch', (seq: number) => ({ sinceSeq: seq, epoch: '0aaaaaaaa' })],
    ['above the head', (seq: number) => ({ sinceSeq: seq + 1 })],
  ])('%s is reset', async (_, position) => {
    const jobId = await stillJob();
    const { seq = 0 } = await world.jobs.status('ada', jobId);
    const answer = await world.jobs.status('ada', jobId, position(seq));
    expect(answer).toMatchObject({ reset: true, status: 'paused' });
    expect(answer.events).toBeUndefined();
  });

  it('keeps the last 500 events', async () => {
    const jobId = await stillJob();
    await appendMany(jobId, 510);
    const kept = await world.log.after(jobId, 0, 1000);
    const { seq } = await world.jobs.status('ada', jobId);
    expect([kept.length, kept.at(-1)?.seq]).toEqual([500, seq]);
  });

  it('writes nothing that the status machine does not allow, and nothing after the end', async () => {
    const jobId = await stillJob();
    expect(await world.log.append(jobId, { status: 'completed' })).toBeNull();
    expect(await world.log.append('j_none', { progress: 3 })).toBeNull();
    await world.log.append(jobId, { status: 'cancelled' });
    expect(await world.log.append(jobId, { progress: 99 })).toBeNull();
    expect(await world.jobs.status('ada', jobId)).toMatchObject({ status: 'cancelled', ended: true });
  });
});

it('removes the events of ended scans after a day, and answers a late client with reset', async () => {
  const clock = createManualClock();
  world = await openJobWorld({ clock, script: { pages: 2 } });
  const { answer } = await world.jobs.create('ada', request('https://shop.example/'), {
    idempotencyKey: 'k',
  });
  const jobId = answer.job.job_id;
  const { seq = 0 } = await untilOver(world.jobs, 'ada', jobId);
  const purge = createPurgeStore(world.store);
  const retention = createRetention({ purge, clock, onError: (error) => world.errors.push(error) });
  clock.advance(86_400_000 - 1);
  await retention.removeExpired();
  expect(await world.log.after(jobId, 0, 500)).toHaveLength(seq);
  clock.advance(1);
  await retention.removeExpired();
  expect(await world.log.after(jobId, 0, 500)).toEqual([]);
  expect(await world.jobs.status('ada', jobId, { sinceSeq: 1 })).toMatchObject({
    reset: true,
    status: 'completed',
  });
  expect(await world.store.db.selectFrom('idempotency').selectAll().execute()).toEqual([]);
});

describe('the list', () => {
  const start = async (name: string, user = 'ada'): Promise<string> =>
    (await world.jobs.create(user, request(`https://${name}.example/`))).answer.job.job_id;

  it('shows the newest first, and with its cursor each later change once', async () => {
    world = await openJobWorld({ script: { pages: 2 } });
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) ids.push(await start(name));
    for (const id of ids) await untilOver(world.jobs, 'ada', id);
    const all = await world.jobs.list('ada');
    expect(jobListSchema.safeParse(all).success).toBe(true);
    expect(all.jobs.map(({ job_id }) => job_id)).toEqual([...ids].reverse());
    expect(await world.jobs.list('ada', { cursor: all.cursor })).toEqual({
      jobs: [],
      cursor: all.cursor,
      more: false,
    });

    await start('other', 'bob');
    const late = await start('d');
    await untilOver(world.jobs, 'ada', late);
    const changed = await world.jobs.list('ada', { cursor: all.cursor });
    expect(changed.jobs).toMatchObject([{ job_id: late, status: 'completed', result: { score: 80 } }]);
    expect((await world.jobs.list('ada', { cursor: changed.cursor })).jobs).toEqual([]);
  });

  it('returns many changes in pages', async () => {
    world = await openJobWorld({ script: { pages: 1 } });
    const { cursor } = await world.jobs.list('ada');
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) ids.push(await start(name));
    for (const id of ids) await untilOver(world.jobs, 'ada', id);
    const seen: string[] = [];
    for (
      let page = await world.jobs.list('ada', { cursor, limit: 2 });
      ;
      page = await world.jobs.list('ada', { cursor: page.cursor, limit: 2 })
    ) {
      seen.push(...page.jobs.map(({ job_id }) => job_id));
      if (!page.more) break;
    }
    expect([...seen].sort()).toEqual([...ids].sort());
    expect((await world.jobs.list('ada', { limit: 2 })).more).toBe(true);
  });

  it('returns all older scans in pages, and still reports the changes since the first page', async () => {
    world = await openJobWorld({ script: { pages: 1 } });
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) ids.push(await start(name));
    for (const id of ids) await untilOver(world.jobs, 'ada', id);
    await start('other', 'bob');
    const first = await world.jobs.list('ada', { limit: 2 });
    const late = await start('f');
    await untilOver(world.jobs, 'ada', late);

    const seen = first.jobs.map(({ job_id }) => job_id);
    let page = first;
    while (page.older) {
      page = await world.jobs.list('ada', { cursor: page.older, limit: 2 });
      expect(jobListSchema.safeParse(page).success).toBe(true);
      expect(page.more).toBe(page.older !== null);
      seen.push(...page.jobs.map(({ job_id }) => job_id));
    }
    expect(seen).toEqual([...ids].reverse());
    expect(page).toMatchObject({ more: false, older: null });
    const since = await world.jobs.list('ada', { cursor: page.cursor });
    expect(since.jobs.map(({ job_id }) => job_id)).toEqual([late]);
  });

  it('returns nothing older than the oldest scan', async () => {
    world = await openJobWorld({ script: { pages: 1 } });
    await start('a');
    expect((await world.jobs.list('ada', { limit: 1 })).older).toBeNull();
  });

  it('shows a user with the cursor of another user only their own scans', async () => {
    world = await openJobWorld({ script: { pages: 1 } });
    for (const name of ['a', 'b']) await start(name);
    const { older } = await world.jobs.list('ada', { limit: 1 });
    expect(older).toBeTruthy();
    expect((await world.jobs.list('bob', { cursor: older ?? '' })).jobs).toEqual([]);
  });

  it('does not miss a change after the newest job was deleted', async () => {
    world = await openJobWorld({ script: { pages: 1 } });
    const doomed = await start('a');
    await untilOver(world.jobs, 'ada', doomed);
    const { cursor } = await world.jobs.list('ada');
    await world.jobs.delete('ada', doomed);
    const next = await start('b');
    expect((await world.jobs.list('ada', { cursor })).jobs.map(({ job_id }) => job_id)).toEqual([next]);
  });

  it('refuses a cursor from the future, as after a backup was restored', async () => {
    world = await openJobWorld({ script: { pages: 1 } });
    const jobId = await start('a');
    await untilOver(world.jobs, 'ada', jobId);
    const { cursor } = await world.jobs.list('ada');
    await world.store.db.updateTable('meta').set({ value: '1' }).where('key', '=', 'change_no').execute();
    await expect(world.jobs.list('ada', { cursor })).rejects.toMatchObject({ code: 'invalid_request' });
    expect((await world.jobs.list('ada')).jobs).toHaveLength(1);
  });

  it.each(['', 'x', '-1', 'YzE6', 'Yzk6MQ', 'bzE6MTo', 'bzE6MToqJyo'])(
    'refuses the cursor "%s"',
    async (cursor) => {
      world = await openJobWorld();
      await expect(world.jobs.list('ada', { cursor })).rejects.toMatchObject({ code: 'invalid_request' });
    },
  );
});

it('answers for many scans at once, up to the limit', async () => {
  const jobId = await stillJob();
  const { jobs } = await world.jobs.batchStatus('ada', [jobId, 'j_none']);
  expect(jobs).toMatchObject([
    { job_id: jobId, ok: true, message: { status: 'paused', ended: false } },
    { job_id: 'j_none', ok: false, error: { code: 'not_found' } },
  ]);
  const many = Array.from({ length: 51 }, () => jobId);
  await expect(world.jobs.batchStatus('ada', many)).rejects.toMatchObject({ code: 'invalid_request' });
});

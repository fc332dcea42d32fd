import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../support/clocks/manualClock.ts';
import {
  createGate,
  type JobWorld,
  openJobWorld,
  request,
  until,
  untilOver,
  untilStatus,
} from '../../support/jobs/jobWorld.ts';

let world: JobWorld;
let gate: ReturnType<typeof createGate>;
beforeEach(() => {
  gate = createGate();
});
afterEach(async () => {
  gate.open();
  await world.close();
});

/** A scan that waits before its fourth page. */
async function heldScan(limits = {}) {
  world = await openJobWorld({
    limits,
    script: { pages: 9, beforePage: (_job, page) => (page === 3 ? gate.wait() : undefined) },
  });
  const { answer } = await world.jobs.create('ada', request('https://shop.example/'));
  await gate.arrived();
  return answer.job.job_id;
}
const start = async (user: string, url: string): Promise<string> =>
  (await world.jobs.create(user, request(url))).answer.job.job_id;
const positionOf = async (user: string, jobId: string) =>
  (await world.jobs.status(user, jobId)).detail?.queue_position;

describe('cancel', () => {
  it('answers when nothing is in flight, keeps the partial report, and is idempotent', async () => {
    const jobId = await heldScan();
    const cancelled = world.jobs.cancel('ada', jobId);
    await until(
      () => world.stored.find(jobId),
      (job) => job?.cancelRequestedAt !== null,
    );
    let answered = false;
    void cancelled.then(() => {
      answered = true;
    });
    await world.jobs.status('ada', jobId);
    expect(answered).toBe(false);
    gate.open();
    const answer = await cancelled;
    expect(answer).toMatchObject({ status: 'cancelled', in_flight: 0, last_request_at: expect.any(String) });
    expect(await world.jobs.cancel('ada', jobId)).toEqual(answer);
    expect(await world.jobs.report('ada', jobId)).toMatchObject({
      partial: true,
      status: 'cancelled',
      pages: { crawled: 3 },
      not_run: ['title.duplicate'],
    });
    expect((await world.jobs.status('ada', jobId)).progress).toBeLessThan(100);
  });

  it('waits for the last request without a limit, but not for a slow report', async () => {
    const clock = createManualClock();
    const analysis = createGate();
    world = await openJobWorld({
      clock,
      script: { pages: 2, beforePage: gate.wait, beforeAnalysis: analysis.wait },
    });
    const jobId = await start('ada', 'https://shop.example/');
    await gate.arrived();
    let answered = false;
    const cancelled = world.jobs.cancel('ada', jobId).finally(() => {
      answered = true;
    });
    await until(
      () => world.stored.find(jobId),
      (job) => job?.cancelRequestedAt !== null,
    );
    for (let i = 0; i < 20; i += 1) {
      clock.advance(1000);
      await world.stored.find(jobId);
    }
    expect(answered).toBe(false);
    gate.open();
    await analysis.arrived();
    await until(
      () => clock.advance(1000),
      () => answered,
    );
    expect(await cancelled).toMatchObject({ status: 'running', in_flight: 0 });
    analysis.open();
    expect((await untilOver(world.jobs, 'ada', jobId)).status).toBe('cancelled');
  });

  it('answers with the real status of a scan that completed', async () => {
    const jobId = await heldScan();
    gate.open();
    await untilOver(world.jobs, 'ada', jobId);
    expect(await world.jobs.cancel('ada', jobId)).toMatchObject({ status: 'completed', in_flight: 0 });
  });

  it('ends a queued scan that never ran, and a paused one', async () => {
    const running = await heldScan({ concurrentPerServer: 1 });
    const queued = await start('bob', 'https://b.example/');
    expect(await world.jobs.cancel('bob', queued)).toMatchObject({
      status: 'cancelled',
      last_request_at: null,
    });
    expect(await world.jobs.report('bob', queued)).toMatchObject({ partial: true, pages: { crawled: 0 } });
    await world.jobs.pause('ada', running);
    gate.open();
    expect(await world.jobs.cancel('ada', running)).toMatchObject({ status: 'cancelled' });
    expect(world.jobs.load()).toEqual({ running: 0, queued: 0 });
  });

  it('releases the place of the scan for the next in the queue', async () => {
    const first = await heldScan({ concurrentPerServer: 1 });
    const next = await start('bob', 'https://b.example/');
    expect((await world.jobs.status('bob', next)).status).toBe('queued');
    const cancelled = world.jobs.cancel('ada', first);
    gate.open();
    await cancelled;
    expect((await untilOver(world.jobs, 'bob', next)).status).toBe('completed');
  });
});

describe('pause', () => {
  it('stops reading, releases the place, and continues at the same page', async () => {
    const jobId = await heldScan({ concurrentPerServer: 1 });
    expect(await world.jobs.pause('ada', jobId)).toMatchObject({ status: 'paused' });
    expect(await world.jobs.pause('ada', jobId)).toMatchObject({ status: 'paused' });
    gate.open();
    const other = await start('bob', 'https://b.example/');
    expect((await untilOver(world.jobs, 'bob', other)).status).toBe('completed');
    const paused = await until(
      () => world.jobs.status('ada', jobId),
      ({ detail }) => detail?.pages.crawled === 4,
    );
    expect(paused).toMatchObject({ status: 'paused', detail: { rate_per_s: 0, current_urls: [] } });
    expect(await world.jobs.resume('ada', jobId)).toMatchObject({ status: 'running' });
    const end = await untilOver(world.jobs, 'ada', jobId);
    expect(end).toMatchObject({
      status: 'completed',
      detail: { pages: { crawled: 9 }, issues: { high: 9 } },
    });
    expect(world.jobs.load()).toEqual({ running: 0, queued: 0 });
  });

  it('queues a resumed scan when no place is free', async () => {
    const jobId = await heldScan({ concurrentPerServer: 1 });
    await world.jobs.pause('ada', jobId);
    const other = await start('bob', 'https://b.example/');
    await untilStatus(world.jobs, 'bob', other, 'running');
    expect(await world.jobs.resume('ada', jobId)).toMatchObject({ status: 'queued' });
    expect(await positionOf('ada', jobId)).toBe(1);
    gate.open();
    expect((await untilOver(world.jobs, 'ada', jobId)).status).toBe('completed');
  });

  it('does not let a scan end while it is paused', async () => {
    world = await openJobWorld({ script: { pages: 2, beforeAnalysis: gate.wait } });
    const jobId = await start('ada', 'https://shop.example/');
    await gate.arrived();
    await world.jobs.pause('ada', jobId);
    gate.open();
    await untilOver(world.jobs, 'bob', await start('bob', 'https://b.example/'));
    expect((await world.jobs.status('ada', jobId)).status).toBe('paused');
    await world.jobs.resume('ada', jobId);
    expect((await untilOver(world.jobs, 'ada', jobId)).status).toBe('completed');
  });

  it('changes nothing in an ended scan, and resume changes nothing either', async () => {
    const jobId = await heldScan();
    gate.open();
    await untilOver(world.jobs, 'ada', jobId);
    const { seq } = await world.jobs.status('ada', jobId);
    expect(await world.jobs.pause('ada', jobId)).toMatchObject({ status: 'completed' });
    expect(await world.jobs.resume('ada', jobId)).toMatchObject({ status: 'completed' });
    expect((await world.jobs.status('ada', jobId)).seq).toBe(seq);
  });
});

describe('the queue', () => {
  it('starts scans in the order of their creation, and shows each its new position', async () => {
    const first = await heldScan({ concurrentPerServer: 1 });
    const waiting: string[] = [];
    for (const name of ['a', 'b', 'c']) waiting.push(await start('bob', `https://${name}.example/`));
    const positions = () => Promise.all(waiting.map((jobId) => positionOf('bob', jobId)));
    expect(await positions()).toEqual([1, 2, 3]);
    await world.jobs.cancel('bob', waiting[0]!);
    expect(await positions()).toEqual([0, 1, 2]);
    gate.open();
    for (const jobId of [first, ...waiting])
      await until(
        () => world.stored.find(jobId),
        (job) => job?.endedAt !== null,
      );
    const rows = await world.store.db.selectFrom('jobs').select(['job_id', 'started_at']).execute();
    const started = rows
      .filter(({ started_at }) => started_at)
      .sort((a, b) => (a.started_at! < b.started_at! ? -1 : 1));
    expect(started.map(({ job_id }) => job_id)).toEqual([first, waiting[1], waiting[2]]);
  });

  it('starts the scan of another user first when a user has all allowed places', async () => {
    await heldScan({ concurrentPerServer: 3, concurrentPerUser: 1 });
    const second = await start('ada', 'https://a.example/');
    const other = await start('bob', 'https://b.example/');
    await untilStatus(world.jobs, 'bob', other, 'running');
    expect((await world.jobs.status('ada', second)).status).toBe('queued');
  });
});

describe('delete', () => {
  it('stops the scan and removes all its rows', async () => {
    const jobId = await heldScan();
    const gone: string[] = [];
    world.log.on('deleted', ({ jobId: id }) => gone.push(id));
    const deleted = world.jobs.delete('ada', jobId);
    await until(
      () => gone.length,
      (n) => n === 1,
    );
    await expect(world.jobs.status('ada', jobId)).rejects.toMatchObject({ code: 'not_found' });
    gate.open();
    await deleted;
    for (const table of ['jobs', 'urls', 'links', 'findings', 'events'] as const) {
      await until(
        () => world.store.db.selectFrom(table).select('job_id').execute(),
        (rows) => rows.length === 0,
      );
    }
    await expect(world.jobs.delete('ada', jobId)).rejects.toMatchObject({ code: 'not_found' });
    expect(await start('ada', 'https://shop.example/')).not.toBe(jobId);
  });
});

it("answers for another user's scan as for one that does not exist", async () => {
  const jobId = await heldScan();
  const calls = [
    () => world.jobs.assertOwner('bob', jobId),
    () => world.jobs.get('bob', jobId),
    () => world.jobs.status('bob', jobId),
    () => world.jobs.report('bob', jobId),
    () => world.jobs.cancel('bob', jobId),
    () => world.jobs.pause('bob', jobId),
    () => world.jobs.resume('bob', jobId),
    () => world.jobs.delete('bob', jobId),
  ];
  for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'not_found', status: 404 });
  expect((await world.jobs.list('bob')).jobs).toEqual([]);
  const batch = await world.jobs.batchStatus('bob', [jobId, 'j_none']);
  expect(batch.jobs).toMatchObject([
    { job_id: jobId, ok: false, error: { code: 'not_found' } },
    { job_id: 'j_none', ok: false, error: { code: 'not_found' } },
  ]);
  expect((await world.jobs.status('ada', jobId)).status).toBe('running');
});

import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../../server/src/shared/clock.ts';
import { createManualClock } from '../../support/clocks/manualClock.ts';
import {
  createGate,
  type JobWorld,
  openJobWorld,
  request,
  until,
  untilOver,
} from '../../support/jobs/jobWorld.ts';

let world: JobWorld;
const gate = createGate();
afterEach(async () => {
  gate.open();
  await world.close();
});

const held = { pages: 5, beforePage: gate.wait };
const site = request('https://shop.example/');
const jobRows = () => world.store.db.selectFrom('jobs').select('job_id').execute();

it('runs a scan until it has a report', async () => {
  world = await openJobWorld({ script: { pages: 7 } });
  const { answer } = await world.jobs.create('ada', site);
  expect(answer.message).toMatchObject({ job_id: answer.job.job_id, seq: expect.any(Number) });
  const end = await untilOver(world.jobs, 'ada', answer.job.job_id);
  expect(end).toMatchObject({
    status: 'completed',
    progress: 100,
    ended: true,
    result: { score: 80, coverage: { read: 7, discovered: 7, refused: 0 } },
    detail: { phase: 'done', pages: { crawled: 7 }, issues: { high: 7 } },
  });
  expect(await world.jobs.report('ada', answer.job.job_id)).toMatchObject({
    partial: false,
    issues: { high: 7 },
  });
});

it('writes the same end time in report and end event, also when the clock moves in between', async () => {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const clock = { ...systemClock, now: () => (now += 1000) };
  world = await openJobWorld({ clock, script: { pages: 3 } });
  const { answer } = await world.jobs.create('ada', site);
  const end = await untilOver(world.jobs, 'ada', answer.job.job_id);
  expect((await world.jobs.report('ada', answer.job.job_id)).ended_at).toBe(end.timestamp);
  expect((await world.jobs.get('ada', answer.job.job_id)).ended_at).toBe(end.timestamp);
});

it('answers the same key with the same job, also for parallel requests', async () => {
  world = await openJobWorld();
  const starts = await Promise.all(
    Array.from({ length: 10 }, () => world.jobs.create('ada', site, { idempotencyKey: 'k1' })),
  );
  expect(new Set(starts.map(({ answer }) => answer.job.job_id)).size).toBe(1);
  expect(starts.filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect(await jobRows()).toHaveLength(1);
});

it('does not mix the keys of two users', async () => {
  world = await openJobWorld();
  const one = await world.jobs.create('ada', site, { idempotencyKey: 'k1' });
  const two = await world.jobs.create('bob', site, { idempotencyKey: 'k1' });
  expect(two.replayed).toBe(false);
  expect(two.answer.job.job_id).not.toBe(one.answer.job.job_id);
});

it('refuses a known key with another body, before it validates the body', async () => {
  world = await openJobWorld();
  await world.jobs.create('ada', site, { idempotencyKey: 'k1' });
  for (const other of [request('https://other.example/'), request('file:///x'), request(site.url, 'page')]) {
    await expect(world.jobs.create('ada', other, { idempotencyKey: 'k1' })).rejects.toMatchObject({
      code: 'idempotency_mismatch',
      status: 422,
    });
  }
  await expect(world.jobs.create('ada', site, { idempotencyKey: 'k1', force: true })).rejects.toMatchObject({
    code: 'idempotency_mismatch',
  });
});

it('does not store the key of a refused start', async () => {
  world = await openJobWorld();
  await expect(
    world.jobs.create('ada', request('file:///x'), { idempotencyKey: 'k1' }),
  ).rejects.toMatchObject({
    code: 'unsupported_scheme',
  });
  expect((await world.jobs.create('ada', site, { idempotencyKey: 'k1' })).replayed).toBe(false);
});

it('forgets a key after a day, and then no longer answers that its job was deleted', async () => {
  const clock = createManualClock();
  world = await openJobWorld({ clock });
  const { answer } = await world.jobs.create('ada', site, { idempotencyKey: 'k1' });
  await untilOver(world.jobs, 'ada', answer.job.job_id);
  await world.jobs.delete('ada', answer.job.job_id);
  await expect(world.jobs.create('ada', site, { idempotencyKey: 'k1' })).rejects.toMatchObject({
    code: 'deleted',
  });
  clock.advance(24 * 3_600_000);
  expect((await world.jobs.create('ada', site, { idempotencyKey: 'k1' })).replayed).toBe(false);
});

it('refuses a second scan of a site with the id of the first, unless forced, until the first has ended', async () => {
  world = await openJobWorld({ script: held });
  const { answer } = await world.jobs.create('ada', site);
  await expect(world.jobs.create('ada', request('https://shop.example/other'))).rejects.toMatchObject({
    code: 'already_running',
    status: 409,
    extras: { jobId: answer.job.job_id },
  });
  expect((await world.jobs.create('bob', site)).replayed).toBe(false);
  expect((await world.jobs.create('ada', request('https://shop.example/', 'page'))).replayed).toBe(false);
  expect((await world.jobs.create('ada', site, { force: true })).replayed).toBe(false);
  gate.open();
  await untilOver(world.jobs, 'ada', answer.job.job_id);
  const again = await until(
    () => world.jobs.create('ada', site).catch(() => null),
    (made) => made !== null,
  );
  expect(again?.replayed).toBe(false);
});

it('refuses a start when a user has too many unfinished scans', async () => {
  world = await openJobWorld({ limits: { unfinishedPerUser: 1 }, script: held });
  gate.close();
  await world.jobs.create('ada', site);
  await expect(world.jobs.create('ada', request('https://other.example/'))).rejects.toMatchObject({
    code: 'rate_limited',
  });
});

it('ends with the code and the text of the error', async () => {
  const refused = Object.assign(new Error('No such name.'), { code: 'name_not_found' });
  world = await openJobWorld({ script: { pages: 1, crawlFails: refused } });
  const { answer } = await world.jobs.create('ada', site);
  expect(await untilOver(world.jobs, 'ada', answer.job.job_id)).toMatchObject({
    status: 'failed',
    error: { code: 'name_not_found', message: 'No such name.' },
  });
  await expect(world.jobs.report('ada', answer.job.job_id)).rejects.toMatchObject({ code: 'wrong_state' });
  expect(world.errors).toEqual([]);
});

it('hides the details of an unexpected error, and logs them', async () => {
  world = await openJobWorld({ script: { pages: 1, reportFails: new Error('/srv/secret is not readable') } });
  const { answer } = await world.jobs.create('ada', site);
  const end = await untilOver(world.jobs, 'ada', answer.job.job_id);
  expect(end.error?.code).toBe('internal');
  expect(JSON.stringify(end)).not.toContain('secret');
  expect(world.errors).toHaveLength(1);
});

import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countJob } from '../../../server/src/store/jobs/jobCounts.ts';
import {
  createGate,
  type JobWorld,
  openJobWorld,
  request,
  until,
  untilOver,
  untilStatus,
} from '../../support/jobs/jobWorld.ts';

const url = 'https://shop.example/';
let before: JobWorld;
let after: JobWorld | null;
let gate: ReturnType<typeof createGate>;
beforeEach(() => {
  gate = createGate();
  after = null;
});
afterEach(async () => {
  gate.open();
  await after?.close();
  await rm(before.folder, { recursive: true, force: true });
});

const script = {
  pages: 9,
  beforePage: (_job: unknown, page: number) => (page === 4 ? gate.wait() : undefined),
};

async function halfWay(): Promise<string> {
  before = await openJobWorld({ script });
  const { answer } = await before.jobs.create('ada', request(url));
  await gate.arrived();
  return answer.job.job_id;
}

const restart = async (limits = {}): Promise<JobWorld> => {
  after = await openJobWorld({ script: { pages: 9 }, folder: before.folder, limits });
  return after;
};

describe('after a crash', () => {
  it('continues from the rows, in a new epoch at head + 1, with nothing repeated and nothing lost', async () => {
    const jobId = await halfWay();
    const left = await before.jobs.status('ada', jobId);
    await before.crash();
    const world = await restart();
    const events = await world.log.after(jobId, 0, 500);
    const first = events.find(({ epoch }) => epoch !== left.epoch)!;
    const lastBefore = events.filter(({ epoch }) => epoch === left.epoch).at(-1)!;
    expect(first).toMatchObject({
      seq: lastBefore.seq + 1,
      status: 'running',
      detail: { pages: { crawled: 4, in_flight: 0 } },
    });
    expect(first.epoch > lastBefore.epoch).toBe(true);
    expect(first.progress).toBeGreaterThanOrEqual(left.progress);
    const end = await untilOver(world.jobs, 'ada', jobId);
    expect(end).toMatchObject({
      status: 'completed',
      detail: { pages: { crawled: 9, discovered: 9 }, issues: { high: 9 } },
    });
    const { pages, issues } = await countJob(world.store.db, jobId);
    expect(end.detail).toMatchObject({ pages, issues });
    expect(await world.store.db.selectFrom('links').selectAll().execute()).toHaveLength(8);
  });

  it('does not change the epoch of ended scans', async () => {
    before = await openJobWorld({ script: { pages: 2 } });
    const { answer } = await before.jobs.create('ada', request(url));
    const end = await untilOver(before.jobs, 'ada', answer.job.job_id);
    await before.crash();
    const world = await restart();
    expect(await world.jobs.status('ada', answer.job.job_id)).toMatchObject({
      seq: end.seq,
      epoch: end.epoch,
    });
  });

  it('keeps a paused scan paused until it is resumed', async () => {
    const jobId = await halfWay();
    await before.jobs.pause('ada', jobId);
    const { epoch } = await before.jobs.status('ada', jobId);
    await before.crash();
    const world = await restart();
    const paused = await world.jobs.status('ada', jobId);
    expect(paused).toMatchObject({ status: 'paused', detail: { pages: { crawled: 4 } } });
    expect(paused.epoch! > epoch!).toBe(true);
    await world.jobs.resume('ada', jobId);
    expect(await untilOver(world.jobs, 'ada', jobId)).toMatchObject({
      status: 'completed',
      detail: { pages: { crawled: 9 } },
    });
  });

  it('only writes the partial report of a scan that was being cancelled', async () => {
    const jobId = await halfWay();
    void before.jobs.cancel('ada', jobId).catch(() => undefined);
    await until(
      () => before.stored.find(jobId),
      (job) => job?.cancelRequestedAt !== null,
    );
    await before.crash();
    const world = await restart();
    expect(await untilOver(world.jobs, 'ada', jobId)).toMatchObject({
      status: 'cancelled',
      detail: { pages: { crawled: 4 } },
    });
    expect(await world.jobs.report('ada', jobId)).toMatchObject({
      partial: true,
      not_run: ['title.duplicate'],
    });
  });

  it('queues running scans without a free place, and continues queued ones', async () => {
    before = await openJobWorld({
      script: { pages: 9, beforePage: gate.wait },
      limits: { concurrentPerServer: 2 },
    });
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      ids.push((await before.jobs.create('ada', request(`https://${name}.example/`))).answer.job.job_id);
    }
    await before.crash();
    const world = await restart({ concurrentPerServer: 1 });
    for (const jobId of ids) expect((await untilOver(world.jobs, 'ada', jobId)).status).toBe('completed');
    const statuses = (await world.log.after(ids[1]!, 0, 500)).map(({ status }) => status);
    expect(statuses.filter((status, i) => status !== statuses[i - 1])).toEqual([
      'queued',
      'running',
      'queued',
      'running',
      'completed',
    ]);
  });

  it('continues to delete jobs that were marked as deleted', async () => {
    const jobId = await halfWay();
    await before.store.db
      .updateTable('jobs')
      .set({ deleted_at: 'now', ended_at: 'now' })
      .where('job_id', '=', jobId)
      .execute();
    await before.crash();
    const world = await restart();
    await until(
      () => world.store.db.selectFrom('urls').select('n').execute(),
      (rows) => rows.length === 0,
    );
    await until(
      () => world.store.db.selectFrom('jobs').select('job_id').execute(),
      (rows) => rows.length === 0,
    );
  });
});

describe('after a clean stop', () => {
  it('continues in the same epoch, without an end in between', async () => {
    const jobId = await halfWay();
    const { epoch } = await before.jobs.status('ada', jobId);
    const closed = before.close({ keep: true });
    await expect(before.jobs.create('ada', request('https://x.example/'))).rejects.toMatchObject({
      code: 'unavailable',
    });
    gate.open();
    await closed;
    expect(before.errors).toEqual([]);
    const world = await restart();
    const end = await untilOver(world.jobs, 'ada', jobId);
    expect(end).toMatchObject({ status: 'completed', epoch, detail: { pages: { crawled: 9 } } });
    const ends = (await world.log.after(jobId, 0, 500)).filter(({ detail }) => detail.phase === 'done');
    expect(ends).toHaveLength(1);
  });

  it('does not count as clean after a crash when the next process did not get to start', async () => {
    const jobId = await halfWay();
    await before.jobs.pause('ada', jobId);
    const { epoch } = await before.jobs.status('ada', jobId);
    await before.crash();
    const portTaken = await openJobWorld({ folder: before.folder, start: false });
    await portTaken.close({ keep: true });
    const world = await restart();
    expect((await untilStatus(world.jobs, 'ada', jobId, 'paused')).epoch! > epoch!).toBe(true);
  });

  it('leaves a scan that is cancelled during the stop to the next start', async () => {
    const jobId = await halfWay();
    await before.jobs.pause('ada', jobId);
    gate.open();
    await before.close({ keep: true });
    const slow = createGate();
    const middle = await openJobWorld({
      folder: before.folder,
      script: { pages: 9, beforeAnalysis: slow.wait },
    });
    const stopped = middle.jobs.close();
    await middle.jobs.cancel('ada', jobId);
    await stopped;
    await middle.store.close();
    slow.open();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(middle.errors).toEqual([]);
    const world = await restart();
    expect(await untilOver(world.jobs, 'ada', jobId)).toMatchObject({ status: 'cancelled' });
  });

  it('does not count as clean when the next process crashes', async () => {
    const jobId = await halfWay();
    await before.jobs.pause('ada', jobId);
    gate.open();
    await before.close({ keep: true });
    const { epoch } = await (async () => {
      const middle = await openJobWorld({ script: { pages: 9 }, folder: before.folder });
      const status = await middle.jobs.status('ada', jobId);
      await middle.crash();
      return status;
    })();
    const world = await restart();
    expect((await untilStatus(world.jobs, 'ada', jobId, 'paused')).epoch! > epoch!).toBe(true);
  });
});

describe('a scan during which the server crashes', () => {
  const untilLong = (world: JobWorld) =>
    until(
      () => world.store.db.selectFrom('jobs').select('ran_long').executeTakeFirstOrThrow(),
      ({ ran_long }) => ran_long === 1,
    );

  /** Starts a server whose scans stop before their next page, and crashes it there. */
  async function crashBeforePage(folder: string): Promise<void> {
    const stopped = createGate();
    const script = { pages: 9, beforePage: () => stopped.wait() };
    const world = await openJobWorld({ script, folder });
    await stopped.arrived();
    await untilLong(world);
    await world.crash();
    stopped.open();
  }

  it('fails with words after the third crash without progress, and others go on', async () => {
    const jobId = await halfWay();
    await untilLong(before);
    await before.crash();
    await crashBeforePage(before.folder);
    await crashBeforePage(before.folder);
    const world = await restart();
    expect(await world.jobs.status('ada', jobId)).toMatchObject({
      status: 'failed',
      ended: true,
      error: { code: 'crashed_repeatedly' },
      detail: { pages: { crawled: 4 } },
    });
    const { answer } = await world.jobs.create('ada', request(url));
    expect(await untilOver(world.jobs, 'ada', answer.job.job_id)).toMatchObject({ status: 'completed' });
  });

  it('goes on when it made progress between the crashes', async () => {
    const jobId = await halfWay();
    await before.crash();
    await crashBeforePage(before.folder);
    const next = createGate();
    const script = {
      pages: 9,
      beforePage: (_job: unknown, page: number) => (page === 6 ? next.wait() : undefined),
    };
    const moved = await openJobWorld({ script, folder: before.folder });
    await next.arrived();
    await moved.crash();
    next.open();
    await crashBeforePage(before.folder);
    const world = await restart();
    expect(await untilOver(world.jobs, 'ada', jobId)).toMatchObject({ status: 'completed' });
  });

  it('is not counted for a scan that is paused, or after a clean stop', async () => {
    const jobId = await halfWay();
    await before.jobs.pause('ada', jobId);
    await before.crash();
    for (let crashes = 0; crashes < 4; crashes += 1) {
      await (await openJobWorld({ folder: before.folder })).crash();
    }
    const world = await restart();
    await world.jobs.resume('ada', jobId);
    expect(await untilOver(world.jobs, 'ada', jobId)).toMatchObject({ status: 'completed' });
  });
});

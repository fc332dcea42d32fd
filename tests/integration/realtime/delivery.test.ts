import { afterEach, describe, expect, it } from 'vitest';
import { request, until, untilOver } from '../../support/jobs/jobWorld.ts';
import { openPausedWorld, type PausedWorld } from '../../support/jobs/pausedWorld.ts';
import { type Heard, join, joined, listen } from '../../support/server/heardInRooms.ts';

let world: PausedWorld;
afterEach(() => world.closeAll());

async function pausedJob(): Promise<string> {
  world = await openPausedWorld();
  return world.pausedJob();
}

describe('delivery', () => {
  it('sends the end of a scan once, to every follower, after all earlier events', async () => {
    const jobId = await pausedJob();
    const heard: Heard[][] = [];
    for (let i = 0; i < 3; i += 1) {
      const socket = await world.connect();
      heard.push(listen(socket));
      await joined(socket, jobId);
    }
    const { seq: start = 0 } = await world.jobs.status('ada', jobId);
    world.gate.open();
    await world.jobs.resume('ada', jobId);
    const { seq = 0 } = await untilOver(world.jobs, 'ada', jobId);
    for (const one of heard) {
      await until(
        () => one.at(-1)?.message.seq,
        (last) => last === seq,
      );
      expect(one.map(({ message }) => message.seq)).toEqual(
        Array.from({ length: seq - start }, (_, i) => start + 1 + i),
      );
      expect(one.filter(({ event }) => event !== 'job_progress')).toMatchObject([
        { event: 'job_completed', message: { status: 'completed', progress: 100, result: { score: 80 } } },
      ]);
    }
  });

  it('sends job_error for a failed scan and job_completed for a cancelled one', async () => {
    const jobId = await pausedJob();
    const socket = await world.connect();
    const heard = listen(socket);
    await joined(socket, jobId);
    const { answer } = await world.jobs.create('ada', request('https://b.example/'));
    await world.jobs.pause('ada', answer.job.job_id);
    await joined(socket, answer.job.job_id);
    await world.log.append(answer.job.job_id, {
      status: 'failed',
      error: { code: 'internal', message: 'x' },
    });
    await world.log.append(jobId, { status: 'cancelled' });
    const ends = () => heard.filter(({ message }) => message.detail?.phase === 'done');
    await until(
      () => ends().length,
      (count) => count === 2,
    );
    expect(ends()).toMatchObject([
      { event: 'job_error', message: { status: 'failed', error: { code: 'internal' } } },
      { event: 'job_completed', message: { status: 'cancelled' } },
    ]);
  });

  it('notifies followers about a deleted scan, without a sequence number', async () => {
    const jobId = await pausedJob();
    const socket = await world.connect();
    const heard = listen(socket);
    await joined(socket, jobId);
    world.gate.open();
    await world.jobs.delete('ada', jobId);
    await until(
      () => heard.length,
      (count) => count > 0,
    );
    expect(heard.at(-1)).toEqual({
      event: 'job_error',
      message: { job_id: jobId, error: { code: 'deleted', message: expect.any(String) } },
    });
    expect(await join(socket, jobId)).toMatchObject({ error: { code: 'not_found' } });
  });

  it('sends events whose signal was lost', async () => {
    const jobId = await pausedJob();
    const socket = await world.connect();
    const heard = listen(socket);
    const { snapshot } = await joined(socket, jobId);
    const job = (await world.stored.find(jobId))!;
    const seq = job.seq + 1;
    const message = JSON.stringify({ ...job.message, seq });
    await world.store.transaction(async (trx) => {
      await trx
        .insertInto('events')
        .values({ job_id: jobId, seq, epoch: job.epoch, message, at: job.createdAt })
        .execute();
      await trx.updateTable('jobs').set({ seq, message }).where('job_id', '=', jobId).execute();
    });
    await until(
      () => heard.length,
      (count) => count > 0,
    );
    expect(heard[0]?.message.seq).toBe((snapshot.seq ?? 0) + 1);
  });

  it('sends nothing to sockets that left', async () => {
    const jobId = await pausedJob();
    const stays = await world.connect();
    const leaves = await world.connect();
    const heard = listen(stays);
    const silent = listen(leaves);
    await joined(stays, jobId);
    await joined(leaves, jobId);
    expect(await leaves.emitWithAck('leave_job', { job_id: jobId })).toEqual({ ok: true });
    await world.log.append(jobId, { detail: { slowed: 1 } });
    await until(
      () => heard.length,
      (count) => count === 1,
    );
    expect(await leaves.emitWithAck('leave_job', { job_id: jobId })).toEqual({ ok: true });
    expect(silent).toEqual([]);
  });

  it('continues for a socket that left and joined again', async () => {
    const jobId = await pausedJob();
    const socket = await world.connect();
    const heard = listen(socket);
    await joined(socket, jobId);
    await socket.emitWithAck('leave_job', jobId);
    await world.log.append(jobId, { detail: { slowed: 1 } });
    const { snapshot } = await joined(socket, jobId);
    await world.log.append(jobId, { detail: { slowed: 2 } });
    await until(
      () => heard.length,
      (count) => count === 1,
    );
    expect(heard[0]?.message.seq).toBe((snapshot.seq ?? 0) + 1);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { request, until, untilOver } from '../../support/jobs/jobWorld.ts';
import { openPausedWorld, type PausedWorld } from '../../support/jobs/pausedWorld.ts';
import { join, joined, listen } from '../../support/server/heardInRooms.ts';

let world: PausedWorld;
afterEach(() => world.closeAll());

async function pausedJob(gateway = {}): Promise<string> {
  world = await openPausedWorld(gateway);
  return world.pausedJob();
}

describe('a join', () => {
  it('is answered with the state, also when only the id is sent', async () => {
    const jobId = await pausedJob();
    const socket = await world.connect();
    const status = await world.jobs.status('ada', jobId);
    for (const payload of [{ job_id: jobId }, jobId]) {
      const ack = await joined(socket, payload);
      expect(ack).toMatchObject({ ok: true, reset: false, ended: false, server_time: expect.any(String) });
      expect(ack.events).toBeUndefined();
      expect(status).toMatchObject(ack.snapshot);
    }
  });

  it('replays missed events, then sends new ones, in order and without a gap', async () => {
    const jobId = await pausedJob();
    const { seq = 0, epoch } = await world.jobs.status('ada', jobId);
    for (let i = 0; i < 5; i += 1) await world.log.append(jobId, { detail: { slowed: i } });
    const socket = await world.connect();
    const heard = listen(socket);
    const ack = await joined(socket, { job_id: jobId, since_seq: seq, epoch });
    expect(ack.events?.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5].map((n) => seq + n));
    expect(ack.snapshot.seq).toBe(seq + 5);
    await Promise.all([6, 7, 8].map((n) => world.log.append(jobId, { detail: { slowed: n } })));
    await until(
      () => heard.length,
      (count) => count >= 3,
    );
    expect(heard.map(({ message }) => message.seq)).toEqual([6, 7, 8].map((n) => seq + n));
  });

  it('loses no event that is appended while it is pending', async () => {
    const jobId = await pausedJob();
    const socket = await world.connect();
    const heard = listen(socket);
    let writing = true;
    const writer = (async () => {
      for (let i = 0; writing && i < 150; i += 1) await world.log.append(jobId, { detail: { slowed: i } });
    })();
    const ack = await joined(socket, jobId);
    writing = false;
    await writer;
    const { seq = 0 } = await world.jobs.status('ada', jobId);
    await until(
      () => heard.at(-1)?.message.seq ?? ack.snapshot.seq,
      (last) => last === seq,
    );
    const later = heard.map(({ message }) => message.seq ?? 0).filter((n) => n > (ack.snapshot.seq ?? 0));
    const expected = Array.from(
      { length: seq - (ack.snapshot.seq ?? 0) },
      (_, i) => (ack.snapshot.seq ?? 0) + 1 + i,
    );
    expect(later).toEqual(expected);
  });

  it.each([
    ['another epoch', (seq: number) => ({ since_seq: seq, epoch: '0aaaaaaaa' })],
    ['a number above the head', (seq: number) => ({ since_seq: seq + 7 })],
  ])('from %s is reset', async (_, position) => {
    const jobId = await pausedJob();
    const { seq = 0 } = await world.jobs.status('ada', jobId);
    const ack = await joined(await world.connect(), { job_id: jobId, ...position(seq) });
    expect(ack).toMatchObject({ reset: true, snapshot: { seq } });
    expect(ack.events).toBeUndefined();
  });

  it('with more than 200 missing events is answered with reset', async () => {
    const jobId = await pausedJob();
    const { seq = 0 } = await world.jobs.status('ada', jobId);
    for (let i = 0; i < 201; i += 1) await world.log.append(jobId, { detail: { slowed: i } });
    const socket = await world.connect();
    expect(await joined(socket, { job_id: jobId, since_seq: seq })).toMatchObject({ reset: true });
    expect((await joined(socket, { job_id: jobId, since_seq: seq + 1 })).events).toHaveLength(200);
  });

  it('of an ended scan is answered with ended', async () => {
    const jobId = await pausedJob();
    world.gate.open();
    await world.jobs.resume('ada', jobId);
    await untilOver(world.jobs, 'ada', jobId);
    expect(await joined(await world.connect(), jobId)).toMatchObject({
      ended: true,
      snapshot: { status: 'completed', progress: 100, result: { score: 80 } },
    });
  });

  it("of another user's scan, or of an unknown one, is not_found and no message follows", async () => {
    const jobId = await pausedJob();
    const socket = await world.connect('token-bob');
    const heard = listen(socket);
    for (const id of [jobId, 'j_none']) {
      expect(await join(socket, id)).toMatchObject({ ok: false, error: { code: 'not_found' } });
    }
    await world.log.append(jobId, { detail: { slowed: 1 } });
    const own = await world.connect('token-ada');
    await joined(own, jobId);
    await world.log.append(jobId, { detail: { slowed: 2 } });
    expect(await join(socket, jobId)).toMatchObject({ ok: false });
    expect(heard).toEqual([]);
  });

  it.each([
    null,
    42,
    {},
    [],
    '',
    'a b',
    { job_id: 'x'.repeat(65) },
    { job_id: 'j', since_seq: -1 },
    { job_id: 'j', since_seq: 1.5 },
    { job_id: 'j', epoch: 'Ä' },
    { job_id: { $ne: 1 } },
  ])('%j is invalid_request', async (payload) => {
    world = await openPausedWorld();
    const socket = await world.connect();
    expect(await join(socket, payload as never)).toMatchObject({
      ok: false,
      error: { code: 'invalid_request' },
    });
    expect(socket.connected).toBe(true);
  });

  it('needs no ack callback', async () => {
    const jobId = await pausedJob();
    const socket = await world.connect();
    const heard = listen(socket);
    socket.emit('join_job', jobId);
    (socket as { emit(event: string, ...rest: unknown[]): void }).emit('join_job', null, 'no callback');
    await until(
      async () => {
        await world.log.append(jobId, { detail: { slowed: 1 } });
        return heard.length;
      },
      (count) => count > 0,
    );
  });

  it('is refused above the limits for rooms and calls', async () => {
    const jobId = await pausedJob({ limits: { roomsPerConnection: 1, callsPer10s: 4 } });
    const { answer } = await world.jobs.create('ada', request('https://other.example/'));
    const socket = await world.connect();
    await joined(socket, jobId);
    expect(await join(socket, answer.job.job_id)).toMatchObject({ error: { code: 'too_many_rooms' } });
    await joined(socket, jobId);
    expect(await socket.emitWithAck('leave_job', jobId)).toEqual({ ok: true });
    expect(await join(socket, jobId)).toMatchObject({
      error: { code: 'rate_limited', retry_after_ms: expect.any(Number) },
    });
  });
});

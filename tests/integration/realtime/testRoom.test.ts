import { TEST_JOB_ID } from '@seo-live/protocol';
import { afterEach, expect, it } from 'vitest';
import { type GatewayWorld, openGatewayWorld } from '../../support/jobs/gatewayWorld.ts';
import { until } from '../../support/jobs/jobWorld.ts';
import { join, joined, listen } from '../../support/server/heardInRooms.ts';

let world: GatewayWorld;
afterEach(() => world.closeAll());

const heardAll = (heard: ReturnType<typeof listen>) =>
  until(
    () => heard.length,
    (count) => count > 0,
  );

it('the test room answers with a snapshot, and then with one message to the same socket', async () => {
  world = await openGatewayWorld();
  const socket = await world.connect();
  const other = await world.connect('token-bob');
  const heardByOther = listen(other);
  const heard = listen(socket);
  await joined(other, TEST_JOB_ID);
  await heardAll(heardByOther);

  const ack = await joined(socket, { job_id: TEST_JOB_ID });
  expect(ack).toMatchObject({
    reset: false,
    ended: false,
    server_time: expect.any(String),
    snapshot: { job_id: TEST_JOB_ID, status: 'running', progress: 100, seq: 1 },
  });
  await heardAll(heard);
  // Any further message would arrive before the answer to the next call.
  expect(await socket.emitWithAck('leave_job', TEST_JOB_ID)).toEqual({ ok: true });
  expect(await other.emitWithAck('leave_job', TEST_JOB_ID)).toEqual({ ok: true });
  expect(heard).toEqual([
    { event: 'job_progress', message: { ...ack.snapshot, seq: 2, timestamp: expect.any(String) } },
  ]);
  expect(heardByOther).toHaveLength(1);
});

it('the test room is no scan: nothing is stored, and REST does not know it', async () => {
  world = await openGatewayWorld();
  const socket = await world.connect();
  await joined(socket, TEST_JOB_ID);
  expect((await world.jobs.list('ada', {})).jobs).toEqual([]);
  await expect(world.jobs.status('ada', TEST_JOB_ID)).rejects.toMatchObject({ code: 'not_found' });
  expect(await world.log.ownerOf(TEST_JOB_ID)).toBeFalsy();
});

it('the test room counts as a room, and joining it as a call', async () => {
  world = await openGatewayWorld({ gateway: { limits: { roomsPerConnection: 0 } } });
  const full = await world.connect();
  expect(await join(full, TEST_JOB_ID)).toMatchObject({ error: { code: 'too_many_rooms' } });
  await world.closeAll();

  world = await openGatewayWorld({ gateway: { limits: { callsPer10s: 3 } } });
  const socket = await world.connect();
  const heard = listen(socket);
  for (let call = 0; call < 3; call += 1) await joined(socket, TEST_JOB_ID);
  expect(await join(socket, TEST_JOB_ID)).toMatchObject({
    error: { code: 'rate_limited', retry_after_ms: expect.any(Number) },
  });
  await until(
    () => heard.length,
    (count) => count >= 3,
  );
  expect(heard).toHaveLength(3);
});

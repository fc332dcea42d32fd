import { afterEach, expect, it } from 'vitest';
import { type GatewayWorld, openGatewayWorld } from '../../support/jobs/gatewayWorld.ts';
import { createGate, request } from '../../support/jobs/jobWorld.ts';
import { seededRandom } from '../../support/random/seededRandom.ts';

const CALLS = 20_000;
let world: GatewayWorld;
afterEach(() => world.closeAll());

const pieces: unknown[] = [
  null,
  true,
  -1,
  1e308,
  '',
  'no_such_job',
  'x'.repeat(5000),
  '../../etc',
  '__proto__',
  [],
  [[['x']]],
  {},
  { job_id: null },
  { job_id: 'j', since_seq: -1 },
  { job_id: 'j', since_seq: 'x', epoch: {} },
  { job_id: 'a b' },
  { job_id: 'room', epoch: 'UPPER' },
  { room: 'job_other' },
];

it('answers 20,000 fuzzed calls with codes, and serves other clients meanwhile', async () => {
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_007);
  console.log(`  seed ${seed} (FUZZ_SEED=${seed} plays it again)`);
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const gate = createGate();
  world = await openGatewayWorld({
    script: { pages: 3, beforePage: gate.wait },
    gateway: { limits: { callsPer10s: 100_000 } },
  });
  const calm = await world.connect('token-bob');
  const { answer: started } = await world.jobs.create('bob', request('https://calm.example/'));
  expect(await calm.emitWithAck('join_job', { job_id: started.job.job_id })).toMatchObject({ ok: true });
  const ended = new Promise((resolve) => calm.on('job_completed', resolve));

  const noisy = await world.connect('token-ada');
  const raw = noisy as unknown as {
    emit(event: string, ...args: unknown[]): void;
    emitWithAck(event: string, ...args: unknown[]): Promise<{ ok: boolean; error?: { code: string } }>;
  };
  const codes = new Set<string>();
  for (let n = 0; n < CALLS; n += 200) {
    const asked = Array.from({ length: 200 }, async () => {
      const event = pick(['join_job', 'join_job', 'leave_job', 'no_such_event']);
      const payload = [pick(pieces), ...(random() < 0.1 ? [pick(pieces)] : [])];
      if (event === 'no_such_event' || payload.length > 1 || random() < 0.1)
        return raw.emit(event, ...payload);
      const answer = await raw.emitWithAck(event, ...payload);
      codes.add(answer.ok ? 'ok' : (answer.error?.code ?? 'none'));
    });
    await Promise.all(asked);
  }
  // Leaving a room that the socket is not in is no error, so `ok` is among the answers.
  expect([...codes].sort()).toEqual(['invalid_request', 'not_found', 'ok']);
  expect(noisy.connected).toBe(true);
  gate.open();
  expect(await ended).toMatchObject({ job_id: started.job.job_id, status: 'completed' });
  expect(world.errors).toEqual([]);
  expect(world.socketErrors).toEqual([]);
}, 120_000);

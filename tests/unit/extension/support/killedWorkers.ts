import { expect } from 'vitest';
import { cancelScan } from '../../../../lib/actions/cancelScan.ts';
import { startScan } from '../../../../lib/actions/startScan.ts';
import { basicIdOf } from '../../../../lib/state/basicServer.ts';
import type { CancelIntent, StartIntent } from '../../../../lib/state/intent.ts';
import { isUnsent } from '../../../../lib/state/intent.ts';
import { type JobKey, jobKeyOf } from '../../../../lib/state/jobKey.ts';
import { isTerminal } from '../../../../protocol/src/index.ts';
import { createWholeWorker, type WholeWorker } from './createWholeWorker.ts';
import { keyOf, server } from './messages.ts';

export const KEY = keyOf('j1');
const REQUEST = { url: 'https://example.com/', mode: 'site' as const, options: {} };
export const HIGHER = '0000000b';

export async function begun(jobs: string[]): Promise<WholeWorker> {
  const worker = await createWholeWorker(jobs);
  await worker.wake();
  await worker.rest();
  return worker;
}

export const followed = ({ world }: WholeWorker) => world.stored.followed.get();
export const intents = ({ world }: WholeWorker) => world.stored.intents.get();
export const start = ({ instance }: WholeWorker) => startScan(instance().context, instance().sender, REQUEST);
export const cancel = ({ instance }: WholeWorker, id: string = KEY) =>
  cancelScan(instance().context, instance().sender, id);

export function end({ world }: WholeWorker, ...jobs: string[]): void {
  for (const job of jobs) {
    const current = world.fake.jobs.get(job);
    if (current && !isTerminal(current.status))
      world.fake.change(job, { status: 'completed', progress: 100 });
  }
}

/** The server answers again, and two alarms come. */
export async function bringOn(worker: WholeWorker): Promise<void> {
  worker.world.fake.mode.rest = 'ok';
  for (let alarms = 0; alarms < 2; alarms += 1) {
    await worker.alarm();
    await worker.rest();
  }
  expect((await intents(worker)).filter(isUnsent)).toEqual([]);
}

/** A worker instance that showed the end of a scan, and was killed before it could store that. */
export async function beginShownNotNoted(): Promise<WholeWorker> {
  const worker = await begun(['j1']);
  end(worker, 'j1');
  await worker.rest();
  worker.world.kill();
  const { stored } = worker.world;
  await stored.followed.update((jobs) => jobs.map((job) => ({ ...job, notify: 'pending' })));
  await stored.notified.update((current) => current.map((entry) => ({ ...entry, settled: false })));
  worker.nextInstance();
  return worker;
}

/** Each scan was notified, and by one notification. */
export async function expectNotified(worker: WholeWorker, keys: JobKey[]): Promise<void> {
  for (const key of keys) expect(await worker.notificationsOf(key), key).toBe(1);
  // A notification shown before the kill is recognised, and not created again.
  expect(worker.made).toHaveLength(new Set(worker.made).size);
  if (keys.length === 0) expect(worker.made).toEqual([]);
  expect((await followed(worker)).filter(({ notify }) => notify === 'pending')).toEqual([]);
  const entries = await worker.world.stored.notified.get();
  expect(entries.filter(({ settled }) => !settled)).toEqual([]);
}

export async function expectStarted(worker: WholeWorker, answered: boolean): Promise<void> {
  const { fake } = worker.world;
  await bringOn(worker);
  // An answered start has a scan. A start without an answer may have one, but never two.
  if (answered) expect(fake.created()).toBe(1);
  expect(fake.created()).toBeLessThanOrEqual(1);
  expect(await intents(worker)).toEqual([]);
  expect((await followed(worker)).map(({ jobId }) => jobId)).toEqual([...fake.jobs.keys()]);
  end(worker, ...fake.jobs.keys());
  await worker.rest();
  await expectNotified(worker, fake.created() ? [KEY] : []);
}

export async function expectCancelled(worker: WholeWorker, answered: boolean): Promise<void> {
  const { fake } = worker.world;
  await bringOn(worker);
  if (answered) expect(fake.cancelled.length).toBeGreaterThan(0);
  expect(await intents(worker)).toEqual([]);
  // Not cancelled after all: it ends like any other scan, and is notified.
  const cancelled = fake.cancelled.length > 0;
  end(worker, 'j1');
  await worker.rest();
  expect((await followed(worker))[0]?.end?.status).toBe(cancelled ? 'cancelled' : 'completed');
  await expectNotified(worker, cancelled ? [] : [KEY]);
}

const PLAIN = basicIdOf(server.url);
export const BASIC_KEY = jobKeyOf(PLAIN, 'j1');

/** A scan of a basic server; for missing routes it answers like the fake server. */
export async function beginBasic(kind: { kind?: 'plain' } = {}): Promise<WholeWorker> {
  const worker = await createWholeWorker(['j1']);
  const { stored } = worker.world;
  await stored.server.set({ ...server, ...PLAIN, ...kind });
  await stored.followed.update((jobs) => jobs.map((job) => ({ ...job, key: BASIC_KEY })));
  await worker.wake();
  await worker.rest();
  return worker;
}

/** A start and a cancel that are too old to be sent. */
export async function longUnsent(): Promise<WholeWorker> {
  const worker = await begun(['j1']);
  const createdAt = new Date(worker.world.time.now() - 13 * 3600_000).toISOString();
  const started: StartIntent = {
    kind: 'start',
    id: 'i1',
    ...REQUEST,
    force: false,
    createdAt,
    cancelWanted: false,
    problem: null,
  };
  const cancelled: CancelIntent = { kind: 'cancel', id: 'i2', jobKey: KEY, jobId: 'j1', createdAt };
  const { stored } = worker.world;
  await stored.followed.update((jobs) => jobs.map((job) => ({ ...job, cancelledHere: true })));
  await stored.intents.set([started, cancelled]);
  return worker;
}

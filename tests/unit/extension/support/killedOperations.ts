import { expect } from 'vitest';
import { cancelScan } from '../../../../lib/actions/cancelScan.ts';
import { startScan } from '../../../../lib/actions/startScan.ts';
import { isUnsent } from '../../../../lib/state/intents.ts';
import { plainIdOf } from '../../../../lib/state/plain.ts';
import type { CancelIntent, StartIntent } from '../../../../lib/state/types.ts';
import { isTerminal } from '../../../../protocol/src/index.ts';
import { message, server } from './messages.ts';
import { createWholeWorker, type WholeWorker } from './wholeWorker.ts';

const KEY = 's1|u1|j1';
const REQUEST = { url: 'https://example.com/', mode: 'site' as const, options: {} };
const HIGHER = '0000000b';

export interface Operation {
  name: string;
  prepare: () => Promise<WholeWorker>;
  /** Resolves when the caller was answered, if it ever is. */
  run: (worker: WholeWorker) => Promise<unknown>;
  /** After the next life: nothing was lost, nothing was done twice. */
  expectKept: (worker: WholeWorker, answered: boolean) => Promise<void>;
}

async function begun(jobs: string[]): Promise<WholeWorker> {
  const worker = await createWholeWorker(jobs);
  await worker.wake();
  await worker.rest();
  return worker;
}

const followed = ({ world }: WholeWorker) => world.stored.followed.get();
const intents = ({ world }: WholeWorker) => world.stored.intents.get();
const start = ({ life }: WholeWorker) => startScan(life().context, life().sender, REQUEST);
const cancel = ({ life }: WholeWorker, id = KEY) => cancelScan(life().context, life().sender, id);

function end({ world }: WholeWorker, ...jobs: string[]): void {
  for (const job of jobs) {
    const held = world.fake.jobs.get(job);
    if (held && !isTerminal(held.status)) world.fake.change(job, { status: 'completed', progress: 100 });
  }
}

/** The server answers again, and two alarms come. */
async function bringOn(worker: WholeWorker): Promise<void> {
  worker.world.fake.mode.rest = 'ok';
  for (let round = 0; round < 2; round += 1) {
    await worker.alarm();
    await worker.rest();
  }
  expect((await intents(worker)).filter(isUnsent)).toEqual([]);
}

/** Each scan was told, and is told once at this moment. */
async function expectTold(worker: WholeWorker, keys: string[]): Promise<void> {
  for (const key of keys) expect(await worker.showing(key), key).toBe(1);
  // Shown before the kill: found again, not made again.
  expect(worker.made).toHaveLength(new Set(worker.made).size);
  if (keys.length === 0) expect(worker.made).toEqual([]);
  expect((await followed(worker)).filter(({ notify }) => notify === 'pending')).toEqual([]);
}

async function expectStarted(worker: WholeWorker, answered: boolean): Promise<void> {
  const { fake } = worker.world;
  await bringOn(worker);
  // Whoever was answered has a scan. Whoever was not may have one, but never two.
  if (answered) expect(fake.created()).toBe(1);
  expect(fake.created()).toBeLessThanOrEqual(1);
  expect(await intents(worker)).toEqual([]);
  expect((await followed(worker)).map(({ jobId }) => jobId)).toEqual([...fake.jobs.keys()]);
  end(worker, ...fake.jobs.keys());
  await worker.rest();
  await expectTold(worker, fake.created() ? [KEY] : []);
}

async function expectCancelled(worker: WholeWorker, answered: boolean): Promise<void> {
  const { fake } = worker.world;
  await bringOn(worker);
  if (answered) expect(fake.cancelled.length).toBeGreaterThan(0);
  expect(await intents(worker)).toEqual([]);
  // Not cancelled after all: then it ends like any other, and is told.
  const cancelled = fake.cancelled.length > 0;
  end(worker, 'j1');
  await worker.rest();
  expect((await followed(worker))[0]?.end?.status).toBe(cancelled ? 'cancelled' : 'completed');
  await expectTold(worker, cancelled ? [] : [KEY]);
}

const PLAIN = plainIdOf(server.url);
const PLAIN_KEY = `${PLAIN.serverId}|${PLAIN.userId}|j1`;

/** A scan of a server that is not ours; what it cannot do is answered by the fake one's words. */
async function begunPlain(): Promise<WholeWorker> {
  const worker = await createWholeWorker(['j1']);
  const { stored } = worker.world;
  await stored.server.set({ ...server, ...PLAIN });
  await stored.followed.update((jobs) => jobs.map((job) => ({ ...job, key: PLAIN_KEY })));
  await worker.wake();
  await worker.rest();
  return worker;
}

/** Both were asked for so long ago that they are not to be sent any more. */
async function longUnsent(): Promise<WholeWorker> {
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

export const operations: Operation[] = [
  { name: 'start', prepare: () => begun([]), run: start, expectKept: expectStarted },
  {
    name: 'start that is refused for now',
    async prepare() {
      const worker = await begun([]);
      worker.world.fake.mode.startProblems = [{ status: 503, code: 'unavailable' }];
      return worker;
    },
    run: start,
    expectKept: expectStarted,
  },
  {
    name: 'start while nothing answers',
    async prepare() {
      const worker = await begun([]);
      worker.world.fake.mode.rest = 'down';
      return worker;
    },
    run: start,
    expectKept: expectStarted,
  },
  {
    name: 'start on a server that starts none',
    async prepare() {
      const worker = await begun([]);
      worker.world.fake.mode.startProblems = [{ status: 404, code: 'cannot_start' }];
      return worker;
    },
    run: start,
    async expectKept(worker, answered) {
      // Not yet told that it starts none: then the next life asks, and it is another server by now.
      if ((await intents(worker)).every(isUnsent)) return expectStarted(worker, answered);
      expect(await intents(worker)).toMatchObject([{ problem: { code: 'cannot_start', final: true } }]);
      expect(await worker.world.stored.server.get()).toMatchObject({ starts: false });
      expect(worker.world.fake.created()).toBe(0);
    },
  },
  {
    name: 'cancel on a server that cancels none',
    async prepare() {
      const worker = await begun(['j1']);
      worker.world.fake.mode.rest = { status: 404, body: { detail: 'Not Found' } };
      return worker;
    },
    run: cancel,
    async expectKept(worker) {
      // Not yet taken back: then the next life asks, and it is another server by now.
      if ((await intents(worker)).length > 0) return expectCancelled(worker, false);
      worker.world.fake.mode.rest = 'ok';
      end(worker, 'j1');
      await worker.rest();
      await expectTold(worker, [KEY]);
    },
  },
  {
    name: 'cancel on a plain server',
    prepare: begunPlain,
    run: (worker) => cancel(worker, PLAIN_KEY),
    async expectKept(worker, answered) {
      const { fake } = worker.world;
      await bringOn(worker);
      if (answered) expect(fake.cancelled).not.toEqual([]);
      const cancelled = fake.cancelled.length > 0;
      end(worker, 'j1');
      await worker.rest();
      expect((await followed(worker))[0]?.end?.status).toBe(cancelled ? 'cancelled' : 'completed');
      await expectTold(worker, cancelled ? [] : [PLAIN_KEY]);
    },
  },
  {
    name: 'cancel',
    prepare: () => begun(['j1']),
    run: (worker) => cancel(worker),
    expectKept: expectCancelled,
  },
  {
    name: 'cancel that is not answered for now',
    async prepare() {
      const worker = await begun(['j1']);
      worker.world.fake.mode.rest = { status: 503 };
      return worker;
    },
    run: (worker) => cancel(worker),
    expectKept: expectCancelled,
  },
  {
    name: 'cancel of a scan that is still starting',
    async prepare() {
      const worker = await begun([]);
      worker.world.fake.mode.startProblems = [{ status: 503, code: 'unavailable' }];
      await start(worker);
      await worker.rest();
      return worker;
    },
    async run(worker) {
      const [intent] = await worker.life().context.state.intents.get();
      return cancel(worker, intent?.id);
    },
    async expectKept(worker, answered) {
      const { fake } = worker.world;
      await bringOn(worker);
      expect(fake.created()).toBe(1);
      if (answered) expect(fake.cancelled).not.toEqual([]);
      expect(await intents(worker)).toEqual([]);
      end(worker, 'j1');
      await worker.rest();
      await expectTold(worker, fake.cancelled.length > 0 ? [] : [KEY]);
    },
  },
  {
    name: 'cancel of a scan that the server does not have',
    async prepare() {
      const worker = await begun(['j1']);
      worker.world.fake.jobs.delete('j1');
      return worker;
    },
    run: (worker) => cancel(worker),
    async expectKept(worker) {
      await bringOn(worker);
      expect(await intents(worker)).toEqual([]);
      expect(await followed(worker)).toMatchObject([{ gone: 'not_found', end: null, cancelledHere: false }]);
      await expectTold(worker, []);
    },
  },
  {
    name: 'a round that finds commands too old to be sent',
    prepare: longUnsent,
    run: ({ life }) => life().sender.sendIntents(),
    async expectKept(worker) {
      const { fake } = worker.world;
      await bringOn(worker);
      const expired = { problem: { code: 'expired', final: true } };
      expect(await intents(worker)).toMatchObject([expired, expired]);
      expect([fake.created(), fake.cancelled]).toEqual([0, []]);
      // Cancelled by somebody else after all: then nobody here has asked for it, and it is told.
      fake.change('j1', { status: 'cancelled' });
      await worker.rest();
      await expectTold(worker, [KEY]);
    },
  },
  {
    name: 'end',
    prepare: () => begun(['j1']),
    run: async (worker) => end(worker, 'j1'),
    async expectKept(worker) {
      expect((await followed(worker))[0]?.end?.status).toBe('completed');
      await expectTold(worker, [KEY]);
    },
  },
  {
    name: 'going on of an ended scan in a higher epoch',
    async prepare() {
      const worker = await begun(['j1']);
      end(worker, 'j1');
      await worker.rest();
      worker.world.fake.add('j1', { epoch: HIGHER, seq: 3 });
      return worker;
    },
    run: ({ world }) =>
      world.connection().receive(KEY, message({ job_id: 'j1', epoch: HIGHER, seq: 3 }), 'snapshot'),
    async expectKept(worker) {
      await bringOn(worker);
      end(worker, 'j1');
      await worker.rest();
      expect((await followed(worker))[0]?.end?.status).toBe('completed');
      await expectTold(worker, [KEY]);
    },
  },
  {
    name: 'notify of two ends at once',
    prepare: () => begun(['j1', 'j2']),
    run: async (worker) => {
      end(worker, 'j1', 'j2');
      await worker.world.time.advance(1500);
    },
    expectKept: (worker) => expectTold(worker, [KEY, 's1|u1|j2']),
  },
];

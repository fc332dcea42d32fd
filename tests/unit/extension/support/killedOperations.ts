import { expect } from 'vitest';
import { isUnsent } from '../../../../lib/state/intent.ts';
import type { WholeWorker } from './createWholeWorker.ts';
import {
  BASIC_KEY,
  beginBasic,
  beginShownNotNoted,
  begun,
  bringOn,
  cancel,
  end,
  expectCancelled,
  expectNotified,
  expectStarted,
  followed,
  HIGHER,
  intents,
  KEY,
  longUnsent,
  start,
} from './killedWorkers.ts';
import { keyOf, message } from './messages.ts';

export interface Operation {
  name: string;
  prepare: () => Promise<WholeWorker>;
  /** Resolves when the caller got an answer. Never resolves in a killed worker. */
  run: (worker: WholeWorker) => Promise<unknown>;
  /** Checks after the next worker instance that nothing was lost and nothing was done twice. */
  expectKept: (worker: WholeWorker, answered: boolean) => Promise<void>;
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
      // Killed before it knew that the server starts none. The next worker instance asks again, and the server starts scans by then.
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
      // Killed before the cancel was removed. The next worker instance asks again, and the server can cancel by then.
      if ((await intents(worker)).length > 0) return expectCancelled(worker, false);
      worker.world.fake.mode.rest = 'ok';
      end(worker, 'j1');
      await worker.rest();
      await expectNotified(worker, [KEY]);
    },
  },
  {
    name: 'a scan that a basic server has removed',
    async prepare() {
      const worker = await beginBasic({ kind: 'plain' });
      worker.world.fake.jobs.delete('j1');
      return worker;
    },
    run: (worker) => worker.alarm(),
    async expectKept(worker) {
      await worker.alarm();
      await worker.rest();
      expect(await followed(worker)).toMatchObject([{ end: null, gone: 'not_found' }]);
      await expectNotified(worker, []);
    },
  },
  {
    name: 'cancel on a basic server',
    prepare: () => beginBasic(),
    run: (worker) => cancel(worker, BASIC_KEY),
    async expectKept(worker, answered) {
      const { fake } = worker.world;
      await bringOn(worker);
      if (answered) expect(fake.cancelled).not.toEqual([]);
      const cancelled = fake.cancelled.length > 0;
      end(worker, 'j1');
      await worker.rest();
      expect((await followed(worker))[0]?.end?.status).toBe(cancelled ? 'cancelled' : 'completed');
      await expectNotified(worker, cancelled ? [] : [BASIC_KEY]);
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
      const [intent] = await worker.instance().context.state.intents.get();
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
      await expectNotified(worker, fake.cancelled.length > 0 ? [] : [KEY]);
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
      await expectNotified(worker, []);
    },
  },
  {
    name: 'sending that finds commands too old',
    prepare: longUnsent,
    run: ({ instance }) => instance().sender.sendIntents(),
    async expectKept(worker) {
      const { fake } = worker.world;
      await bringOn(worker);
      const expired = { problem: { code: 'expired', final: true } };
      expect(await intents(worker)).toMatchObject([expired, expired]);
      expect([fake.created(), fake.cancelled]).toEqual([0, []]);
      // Someone else cancelled it after all. Nobody here asked for that, so it is notified.
      fake.change('j1', { status: 'cancelled' });
      await worker.rest();
      await expectNotified(worker, [KEY]);
    },
  },
  {
    name: 'end',
    prepare: () => begun(['j1']),
    run: async (worker) => end(worker, 'j1'),
    async expectKept(worker) {
      expect((await followed(worker))[0]?.end?.status).toBe('completed');
      await expectNotified(worker, [KEY]);
    },
  },
  {
    name: 'noting what a dead worker instance had shown',
    prepare: beginShownNotNoted,
    run: (worker) => worker.alarm(),
    expectKept: (worker) => expectNotified(worker, [KEY]),
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
      await expectNotified(worker, [KEY]);
    },
  },
  {
    name: 'notify of two ends at once',
    prepare: () => begun(['j1', 'j2']),
    run: async (worker) => {
      end(worker, 'j1', 'j2');
      await worker.world.time.advance(1500);
    },
    expectKept: (worker) => expectNotified(worker, [KEY, keyOf('j2')]),
  },
];

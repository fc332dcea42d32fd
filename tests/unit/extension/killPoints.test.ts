import { describe, expect, it } from 'vitest';
import { cancelScan } from '../../../lib/actions/cancelScan.ts';
import { startScan } from '../../../lib/actions/startScan.ts';
import { isTerminal } from '../../../protocol/src/index.ts';
import { awaitsOf } from './support/awaitsOf.ts';
import { createWholeWorker, type WholeWorker } from './support/wholeWorker.ts';

const KEY = 's1|u1|j1';
const REQUEST = { url: 'https://example.com/', mode: 'site' as const, options: {} };

interface Operation {
  name: string;
  /** The functions it goes through. */
  files: [file: string, functions: string[]][];
  prepare: () => Promise<WholeWorker>;
  /** Resolves when the caller was answered, if it ever is. */
  run: (worker: WholeWorker) => Promise<unknown>;
  expectKept: (worker: WholeWorker, answered: boolean) => Promise<void>;
}

const begun = (jobs: string[]) => async () => {
  const worker = await createWholeWorker(jobs);
  await worker.wake();
  await worker.rest();
  return worker;
};

const followed = (worker: WholeWorker) => worker.world.stored.followed.get();

/** Each scan was told, and is told once at this moment. */
async function expectTold(worker: WholeWorker, keys: string[]): Promise<void> {
  for (const key of keys) expect(await worker.showing(key), key).toBe(1);
  // Shown before the kill: found again, not made again.
  expect(worker.made).toHaveLength(new Set(worker.made).size);
  expect((await followed(worker)).filter(({ notify }) => notify === 'pending')).toEqual([]);
}

const sender = 'lib/actions/createSender.ts';
const end = (worker: WholeWorker, ...jobs: string[]) => {
  for (const job of jobs) {
    const held = worker.world.fake.jobs.get(job);
    if (held && !isTerminal(held.status))
      worker.world.fake.change(job, { status: 'completed', progress: 100 });
  }
};

const operations: Operation[] = [
  {
    name: 'start',
    files: [
      ['lib/actions/startScan.ts', ['startScan']],
      [sender, ['sendStart', 'round', 'replaceStart']],
    ],
    prepare: begun([]),
    run: ({ life }) => startScan(life().context, life().sender, REQUEST),
    async expectKept(worker, answered) {
      const { fake } = worker.world;
      // Whoever was answered has a scan. Whoever was not may have one, but never two.
      if (answered) expect(fake.created()).toBe(1);
      expect(fake.created()).toBeLessThanOrEqual(1);
      expect(await worker.world.stored.intents.get()).toEqual([]);
      expect((await followed(worker)).map(({ jobId }) => jobId)).toEqual([...fake.jobs.keys()]);
      end(worker, ...fake.jobs.keys());
      await worker.rest();
      await expectTold(worker, fake.created() ? [KEY] : []);
    },
  },
  {
    name: 'cancel',
    files: [
      ['lib/actions/cancelScan.ts', ['cancelScan']],
      [sender, ['sendCancel', 'round', 'remove', 'sendCancelNow']],
    ],
    prepare: begun(['j1']),
    run: ({ life }) => cancelScan(life().context, life().sender, KEY),
    async expectKept(worker, answered) {
      const { fake } = worker.world;
      if (answered) expect(fake.cancelled.length).toBeGreaterThan(0);
      expect(await worker.world.stored.intents.get()).toEqual([]);
      // Not cancelled after all: then it ends like any other, and is told.
      const cancelled = fake.cancelled.length > 0;
      end(worker, 'j1');
      await worker.rest();
      expect((await followed(worker))[0]?.end?.status).toBe(cancelled ? 'cancelled' : 'completed');
      await expectTold(worker, cancelled ? [] : [KEY]);
      if (cancelled) expect(worker.made).toEqual([]);
    },
  },
  {
    name: 'cancel of a scan that is still starting',
    files: [
      ['lib/actions/cancelScan.ts', ['cancelScan']],
      [sender, ['sendStart', 'sendCancel', 'round', 'replaceStart', 'remove']],
    ],
    async prepare() {
      const worker = await begun([])();
      worker.world.fake.mode.startProblems = [{ status: 503, code: 'unavailable' }];
      const { life } = worker;
      await startScan(life().context, life().sender, REQUEST);
      await worker.rest();
      return worker;
    },
    async run({ life, world }) {
      const [intent] = await world.stored.intents.get();
      return cancelScan(life().context, life().sender, intent?.id ?? '');
    },
    async expectKept(worker, answered) {
      const { fake } = worker.world;
      expect(fake.created()).toBe(1);
      if (answered) expect(fake.cancelled).not.toEqual([]);
      expect(await worker.world.stored.intents.get()).toEqual([]);
      end(worker, 'j1');
      await worker.rest();
      await expectTold(worker, fake.cancelled.length > 0 ? [] : [KEY]);
    },
  },
  {
    name: 'end',
    files: [['lib/connection/createInbox.ts', ['receive', 'forget']]],
    prepare: begun(['j1']),
    run: async (worker) => end(worker, 'j1'),
    async expectKept(worker) {
      expect((await followed(worker))[0]?.end?.status).toBe('completed');
      await expectTold(worker, [KEY]);
    },
  },
  {
    name: 'notify of two ends at once',
    files: [['lib/effects/createTeller.ts', ['tell', 'store', 'show', 'settle', 'heldForMinutes']]],
    prepare: begun(['j1', 'j2']),
    run: async (worker) => {
      end(worker, 'j1', 'j2');
      await worker.world.time.advance(1500);
    },
    async expectKept(worker) {
      await expectTold(worker, [KEY, 's1|u1|j2']);
    },
  },
];

/** Runs it once undisturbed: so many storage operations, REST calls, alarms and notifications can be killed at. */
async function effectsOf({ prepare, run }: Operation): Promise<number> {
  const worker = await prepare();
  const before = worker.world.gate().passed();
  await run(worker);
  await worker.rest();
  return worker.world.gate().passed() - before;
}

describe.each(operations)('a worker killed in $name', (operation) => {
  it('is killed at more points than there are awaits', async () => {
    const awaits = operation.files.reduce((sum, [file, names]) => sum + awaitsOf(file, names), 0);
    expect(awaits).toBeGreaterThan(0);
    expect(await effectsOf(operation)).toBeGreaterThanOrEqual(awaits);
  });

  it.each(['before', 'after'] as const)('loses and repeats nothing, %s each of its effects', async (when) => {
    const points = await effectsOf(operation);
    for (let point = 1; point <= points; point += 1) {
      const worker = await operation.prepare();
      const gate = worker.world.gate();
      if (when === 'before') gate.closeBefore(point);
      else gate.closeAfter(point);
      let answered = false;
      void operation.run(worker).then(() => {
        answered = true;
      });
      await worker.rest();
      expect(gate.isClosed(), `${when} effect ${point}`).toBe(true);
      // Something that is not finished has an alarm, or is found at the next start of the browser.
      await worker.wake();
      await worker.rest();
      await operation.expectKept(worker, answered).catch((error: unknown) => {
        throw new Error(`killed ${when} effect ${point} of ${points}`, { cause: error });
      });
    }
  });

  it('loses and repeats nothing when two lives in a row are killed in it', async () => {
    const points = await effectsOf(operation);
    for (let point = 1; point <= points; point += 3) {
      for (const second of [1, 5, 12, 25]) {
        const worker = await operation.prepare();
        worker.world.gate().closeAfter(point);
        let answered = false;
        void operation.run(worker).then(() => {
          answered = true;
        });
        await worker.rest();
        await worker.wake();
        worker.world.gate().closeAfter(second);
        await worker.rest();
        await worker.wake();
        await worker.rest();
        await operation.expectKept(worker, answered).catch((error: unknown) => {
          throw new Error(`killed after effect ${point}, then after ${second}`, { cause: error });
        });
      }
    }
  });
});

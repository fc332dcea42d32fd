import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { killAt, type Moment, visitsOf } from './support/atAwait.ts';
import { awaitsOf } from './support/awaitsOf.ts';
import type { WholeWorker } from './support/createWholeWorker.ts';
import { changes } from './support/killedChanges.ts';
import { type Operation, operations } from './support/killedOperations.ts';
import { killedFiles } from './support/numberedAwaits.ts';

const root = path.join(import.meta.dirname, '../../..');

/** A test notification is not killed: the person sees that it is missing, and asks again. */
const notKilled = (within: string[]) => within.includes('createNotifier') && within.includes('test');

/** Every await of the killed files, as their syntax trees have them. */
const points = killedFiles.flatMap((file) =>
  awaitsOf(file, readFileSync(path.join(root, file), 'utf8')).filter(({ within }) => !notKilled(within)),
);

interface Place {
  id: string;
  nth: number;
}

/** Numbers the visits of each await. */
function placesOf(visits: string[]): Place[] {
  const times = new Map<string, number>();
  return visits.map((id) => {
    const nth = (times.get(id) ?? 0) + 1;
    times.set(id, nth);
    return { id, nth };
  });
}

/** Starts it, and lets it run as far as it can. The answer tells whether the caller got an answer. */
async function begin({ run }: Operation, worker: WholeWorker): Promise<() => boolean> {
  let answered = false;
  void run(worker).then(() => {
    answered = true;
  });
  await worker.rest();
  return () => answered;
}

/** The awaits at which any operation was killed. */
const killed = new Set<string>();

describe.each([...operations, ...changes])('a worker killed in $name', (operation) => {
  let places: Place[] = [];
  let effects = 0;

  // One undisturbed run counts the awaits, storage operations, REST calls and the like.
  beforeAll(async () => {
    const worker = await operation.prepare();
    const before = worker.world.gate().passed();
    places = placesOf(await visitsOf(() => begin(operation, worker)));
    effects = worker.world.gate().passed() - before;
    expect(effects).toBeGreaterThan(0);
  });

  /** The next worker instance begins, at once or after the notification has left the screen. */
  async function expectKept(
    worker: WholeWorker,
    answered: boolean,
    what: string,
    wake: 'wake' | 'wakeLater' = 'wake',
  ): Promise<void> {
    await worker[wake]();
    await worker.rest();
    await operation.expectKept(worker, answered).catch((error: unknown) => {
      throw new Error(`killed ${what}`, { cause: error });
    });
  }

  it.each<Moment>(['begun', 'answered'])(
    'loses and repeats nothing, wherever it waits, when that is %s',
    async (moment) => {
      for (const place of places) {
        const what = `at ${place.id}, the ${place.nth}. time, ${moment}`;
        const worker = await operation.prepare();
        const gate = worker.world.gate();
        const isKilled = killAt({ ...place, moment }, gate.close);
        const answered = await begin(operation, worker);
        expect(isKilled() && gate.isClosed(), what).toBe(true);
        killed.add(place.id);
        await expectKept(worker, answered(), what);
      }
    },
  );

  it.each([
    ['before', 'wake'],
    ['after', 'wake'],
    ['before', 'wakeLater'],
    ['after', 'wakeLater'],
  ] as const)('loses and repeats nothing, %s each of its effects (%s)', async (when, wake) => {
    for (let effect = 1; effect <= effects; effect += 1) {
      const worker = await operation.prepare();
      const gate = worker.world.gate();
      if (when === 'before') gate.closeBefore(effect);
      else gate.closeAfter(effect);
      const answered = await begin(operation, worker);
      expect(gate.isClosed(), `${when} effect ${effect}`).toBe(true);
      await expectKept(worker, answered(), `${when} effect ${effect} of ${effects}`, wake);
    }
  });

  it('loses and repeats nothing when two worker instances in a row are killed in it', async () => {
    const once = places.filter(({ nth }) => nth === 1);
    for (const place of once) {
      for (const second of [1, 5, 12, 25]) {
        const worker = await operation.prepare();
        killAt({ ...place, moment: 'answered' }, worker.world.gate().close);
        const answered = await begin(operation, worker);
        await worker.wake();
        worker.world.gate().closeAfter(second);
        await worker.rest();
        await expectKept(worker, answered(), `at ${place.id}, then after ${second}`);
      }
    }
  });
});

it('was killed at each await of these files, and there are no others', () => {
  const counted = points.map(({ id }) => id);
  expect(counted.length).toBeGreaterThan(50);
  expect([...killed].sort()).toEqual(counted.sort());
});

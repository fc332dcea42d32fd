import { expect, it } from 'vitest';
import { createTimings } from '../../../scripts/support/createTimings.ts';

/** A clock that only moves when a step takes time. */
function setUp() {
  let ms = 5000;
  const timings = createTimings(() => ms);
  const take = (taken: number) => async () => {
    ms += taken;
    return taken;
  };
  return { timings, take };
}

it('lists what each step took, and the total since the beginning', async () => {
  const { timings, take } = setUp();
  expect(await timings.time('types', take(1240))).toBe(1240);
  await take(500)();
  await timings.time('browser tests', take(600_000));
  expect(timings.table().split('\n')).toEqual([
    '  types             1.2 s',
    '  browser tests   600.0 s',
    '  total           601.7 s',
  ]);
});

it('keeps the time of a step that fails', async () => {
  const { timings, take } = setUp();
  const fails = async () => {
    await take(3000)();
    throw new Error('no such command');
  };
  await expect(timings.time('lint', fails)).rejects.toThrow('no such command');
  expect(timings.table()).toContain('lint      3.0 s');
});

it('counts steps that run at the same time once in the total', async () => {
  let ms = 0;
  const timings = createTimings(() => ms);
  let end = () => {};
  const first = timings.time('unit', () => new Promise<void>((resolve) => (end = resolve)));
  ms = 2000;
  await timings.time('fastapi', async () => {
    ms = 5000;
  });
  ms = 9000;
  end();
  await first;
  expect(timings.table().split('\n')).toEqual([
    '  fastapi     3.0 s',
    '  unit        9.0 s',
    '  total       9.0 s',
  ]);
});

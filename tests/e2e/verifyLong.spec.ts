import { expect, test } from '@playwright/test';
import { longBrowsers } from '../../scripts/long/longBrowsers.ts';
import { longScenes } from '../../scripts/long/longScenes.ts';

// Tests that the scene still sees worker instances. Only `npm run verify:long` measures how long they run. In
// Firefox it cannot be seen from outside whether the event page runs.
for (const [name, alive] of [
  ['chromium', true],
  ['firefox', null],
] as const) {
  test(`verify:long still sees the worker instance in ${name} without a debugger`, async () => {
    test.setTimeout(180_000);
    const { figures } = await longScenes.oneInstance(longBrowsers[name], 20_000, 0.2);
    expect(figures).toEqual({
      minutes: 0.2,
      boot_id: expect.stringMatching(/^[\da-f-]{36}$/),
      new_boot_ids: expect.any(Number),
      sockets_closed: expect.any(Number),
      alive,
    });
  });
}

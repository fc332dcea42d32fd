import { expect, test } from '@playwright/test';
import { longBrowsers } from '../../scripts/long/longBrowsers.ts';
import { oneLife } from '../../scripts/long/longScenes.ts';

// Whether it still sees lives of the worker; how long they last is for `npm run verify:long` to say. In
// Firefox nobody sees from outside whether the event page is there.
for (const [name, alive] of [
  ['chromium', true],
  ['firefox', null],
] as const) {
  test(`verify:long still sees the life of a worker in ${name} without a debugger`, async () => {
    test.setTimeout(180_000);
    const { figures } = await oneLife(longBrowsers[name], 20_000, 0.2);
    expect(figures).toEqual({
      minutes: 0.2,
      boot_id: expect.stringMatching(/^[\da-f-]{36}$/),
      new_boot_ids: expect.any(Number),
      sockets_closed: expect.any(Number),
      alive,
    });
  });
}

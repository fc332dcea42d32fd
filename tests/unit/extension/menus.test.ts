import { expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Background } from '../../../lib/createBackground.ts';
import { registerMenus } from '../../../lib/listeners/registerMenus.ts';
import { createActions } from './support/createActions.ts';
import { createWorld } from './support/createWorld.ts';

/** A click on the entry of a link while nobody is paired, so that each is refused; ends when all is done. */
async function click(linkUrl: string) {
  const world = await createWorld([]);
  await world.stored.server.set(null);
  const { context } = createActions(world);
  const tasks: Promise<unknown>[] = [];
  const errors: unknown[] = [];
  const attempt = (_: string, task: Promise<unknown>) => {
    tasks.push(task.catch((error: unknown) => errors.push(error)));
    return Promise.resolve();
  };
  let clicked: (info: { linkUrl?: string }) => unknown = () => undefined;
  vi.spyOn(fakeBrowser.contextMenus.onClicked, 'addListener').mockImplementation((listener) => {
    clicked = listener as typeof clicked;
  });
  vi.spyOn(fakeBrowser.runtime, 'getURL').mockImplementation((page) => `extension://id${String(page)}`);
  registerMenus({ context, attempt } as unknown as Background);
  await clicked({ linkUrl });
  await Promise.all(tasks);
  return errors;
}
const followOf = (url: unknown) => new URLSearchParams(String(url).split('#')[1]).get('follow');

it.each([
  ['http://a.example/jobs/j9?token=secret#secret', 'j9'],
  ['http://me:secret@a.example/job%20list?token=secret', ''],
])('of %s no more than "%s" comes into an address', async (link, follow) => {
  const create = vi.spyOn(fakeBrowser.tabs, 'create').mockResolvedValue({ windowId: 1 } as never);
  vi.spyOn(fakeBrowser.windows, 'update').mockResolvedValue({} as never);
  expect(await click(link)).toEqual([]);
  expect(followOf(create.mock.calls[0]?.[0].url)).toBe(follow);
  expect(create.mock.calls[0]?.[0].url).not.toContain('secret');
});

it('says why not in a window of its own where the browser has none', async () => {
  vi.spyOn(fakeBrowser.tabs, 'create').mockRejectedValue(new Error('No current window'));
  const create = vi.spyOn(fakeBrowser.windows, 'create').mockResolvedValue({} as never);
  expect(await click('http://a.example/jobs/j9')).toEqual([]);
  expect(followOf(create.mock.calls[0]?.[0]?.url)).toBe('j9');
});

it('that cannot be shown ends in the log, not unseen', async () => {
  vi.spyOn(fakeBrowser.tabs, 'create').mockRejectedValue(new Error('no'));
  vi.spyOn(fakeBrowser.windows, 'create').mockRejectedValue(new Error('refused'));
  expect(await click('http://a.example/jobs/j9')).toEqual([new Error('refused')]);
});

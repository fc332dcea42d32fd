import { expect, it, vi } from 'vitest';
import { panelOpener } from '../../../lib/screen/panelOpener.ts';
import { settle } from './support/fakeTime.ts';

const windows = { getCurrent: async () => ({ id: 7 }) };

it('opens the panel of its window, and says when it has', async () => {
  const open = vi.fn(async () => undefined);
  const done = vi.fn();
  panelOpener({ browser: { windows, sidePanel: { open } }, done })();
  await settle();
  expect(open).toHaveBeenCalledWith({ windowId: 7 });
  expect(done).toHaveBeenCalledOnce();
});

it.each([
  ['has none', {}],
  ['refuses', { sidePanel: { open: () => Promise.reject(new Error('No gesture.')) } }],
])('leaves the popup open where the browser %s', async (_, panels) => {
  const done = vi.fn();
  panelOpener({ browser: { windows, ...panels }, done })();
  await settle();
  expect(done).not.toHaveBeenCalled();
});

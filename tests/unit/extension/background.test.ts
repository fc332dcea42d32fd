import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createBackground } from '../../../lib/createBackground.ts';
import { DISCOVERY_ALARM } from '../../../lib/effects/scheduleAlarm.ts';
import { registerMessages } from '../../../lib/listeners/registerMessages.ts';
import { registerNotifications } from '../../../lib/listeners/registerNotifications.ts';
import { registerRuntime } from '../../../lib/listeners/registerRuntime.ts';
import { registerStorage } from '../../../lib/listeners/registerStorage.ts';
import { sendMessage } from '../../../lib/messages.ts';
import { browserState } from '../../../lib/state/browserState.ts';
import { settle } from './support/fakeTime.ts';
import { followed, keyOf, message, server } from './support/messages.ts';

const KEY = keyOf('j1');
const ID = `${KEY}|2026-11-23T12:00:00.000Z`;
const ended = followed('j1', { end: message({ job_id: 'j1', status: 'completed' }), notify: 'done' });
const refuse = () => Promise.reject(new Error('refused'));

beforeEach(() => {
  fakeBrowser.reset();
  vi.spyOn(fakeBrowser.runtime, 'getManifest').mockReturnValue({ version: '0.1.0' } as never);
  vi.spyOn(fakeBrowser.runtime, 'getURL').mockImplementation((page) => `extension://id${String(page)}`);
  for (const name of [
    'setBadgeText',
    'setBadgeBackgroundColor',
    'setBadgeTextColor',
    'setTitle',
    'setIcon',
  ]) {
    vi.spyOn(fakeBrowser.action, name as 'setTitle').mockResolvedValue(undefined);
  }
  vi.spyOn(fakeBrowser.contextMenus, 'removeAll').mockResolvedValue(undefined);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
});
const errors = async () =>
  (await browserState.log.get()).filter(({ state }) => state === 'error').map(({ detail }) => detail);
const path = (url: unknown) => decodeURIComponent(String(url).replace('extension://id', ''));

describe('a worker that wakes', () => {
  it('goes on when the settings cannot be written, and says so in the log', async () => {
    await browserState.server.set(server);
    await fakeBrowser.storage.local.set({ settings: { language: 'en' } });
    const { set } = fakeBrowser.storage.local;
    vi.spyOn(fakeBrowser.storage.local, 'set').mockImplementation(((items: object) =>
      'settings' in items ? refuse() : set(items)) as typeof set);
    const background = createBackground();
    const ensure = vi.spyOn(background.connection, 'ensure');
    const send = vi.spyOn(background.sender, 'sendIntents');
    await background.wake();
    expect(ensure).toHaveBeenCalled();
    expect(send).toHaveBeenCalled();
    expect(await fakeBrowser.alarms.get(DISCOVERY_ALARM.name)).toBeDefined();
    await settle();
    expect(await errors()).toContain('Settings: Error: refused');
  });

  it('goes on when an alarm cannot be set, now and when another server is paired', async () => {
    await browserState.server.set(server);
    vi.spyOn(fakeBrowser.alarms, 'create').mockImplementation(refuse);
    const background = createBackground();
    await background.wake();
    await settle();
    expect(await errors()).toEqual(['Alarm: Error: refused']);
    registerStorage(background);
    await browserState.server.set({ ...server, userId: 'u2' });
    await settle();
    expect(await errors()).toEqual(['Alarm: Error: refused', 'Alarm: Error: refused']);
  });
});

describe('a click on a notification', () => {
  async function click(id: string): Promise<void> {
    await browserState.followed.set([ended]);
    registerNotifications(createBackground());
    await fakeBrowser.notifications.onClicked.trigger(id);
    await settle();
    await settle();
  }

  it('opens the report in a tab of the window that is there', async () => {
    const create = vi.spyOn(fakeBrowser.tabs, 'create');
    const focus = vi.spyOn(fakeBrowser.windows, 'update');
    await click(ID);
    expect(create.mock.calls.map(([{ url }]) => path(url))).toEqual([`/report.html#job=${KEY}`]);
    expect(focus).toHaveBeenCalledWith(expect.anything(), { focused: true });
    expect((await browserState.followed.get())[0]?.read).toBe(true);
  });

  it('opens it in a window of its own when none is open', async () => {
    vi.spyOn(fakeBrowser.tabs, 'create').mockImplementation(() =>
      Promise.reject(new Error('No current window')),
    );
    const create = vi.spyOn(fakeBrowser.windows, 'create');
    await click(ID);
    expect(create.mock.calls.map(([given]) => path(given?.url))).toEqual([`/report.html#job=${KEY}`]);
    expect(await errors()).toEqual([]);
  });

  it('that can open nothing is logged', async () => {
    vi.spyOn(fakeBrowser.tabs, 'create').mockImplementation(refuse);
    vi.spyOn(fakeBrowser.windows, 'create').mockImplementation(refuse as never);
    vi.spyOn(fakeBrowser.notifications, 'clear').mockImplementation(refuse);
    await click(ID);
    expect(await errors()).toEqual(['Notification: Error: refused', 'Notification: Error: refused']);
  });
});

describe('a notification that a dead worker had shown and not noted', () => {
  const pending = { ...ended, notify: 'pending' as const };
  const open = { id: ID, at: '', keys: [KEY], title: 't', message: 'm', settled: false, blocked: false };

  async function wakeBy(event: 'onClosed' | 'onClicked' | 'onButtonClicked'): Promise<number> {
    vi.spyOn(fakeBrowser.notifications, 'getAll').mockImplementation((async () => ({})) as never);
    const create = vi.spyOn(fakeBrowser.notifications, 'create');
    await browserState.followed.set([pending]);
    await browserState.notified.set([open]);
    const background = createBackground();
    registerNotifications(background);
    const woken = background.wake();
    const { [event]: heard } = fakeBrowser.notifications as unknown as {
      [name: string]: { trigger(id: string, more: unknown): Promise<unknown> };
    };
    await heard?.trigger(ID, event === 'onClosed' ? false : 0);
    await woken;
    await settle();
    return create.mock.calls.length;
  }

  it.each(['onClosed', 'onClicked', 'onButtonClicked'] as const)(
    'is not shown again after %s',
    async (event) => {
      expect(await wakeBy(event)).toBe(0);
      expect(await browserState.followed.get()).toMatchObject([{ notify: 'done' }]);
      expect(await browserState.notified.get()).toMatchObject([{ settled: true }]);
    },
  );
});

describe('an installation', () => {
  it('shows the welcome page, also without a window', async () => {
    vi.spyOn(fakeBrowser.tabs, 'create').mockImplementation(refuse);
    const create = vi.spyOn(fakeBrowser.windows, 'create');
    registerRuntime(createBackground());
    await fakeBrowser.runtime.onInstalled.trigger({ reason: 'install' });
    await settle();
    expect(create.mock.calls.map(([given]) => path(given?.url))).toEqual(['/welcome.html']);
  });
});

it('sends waiting commands once a basic server is connected', async () => {
  vi.stubGlobal('chrome', fakeBrowser);
  const background = createBackground();
  const send = vi.spyOn(background.sender, 'sendIntents').mockResolvedValue(undefined);
  registerMessages(background);
  for (const [status, sent] of [
    [502, 0],
    [404, 1],
  ] as const) {
    vi.stubGlobal('fetch', async () => new Response('{}', { status }));
    const answer = await sendMessage('connectBasic', { url: 'http://127.0.0.1:8002', token: '' });
    expect(answer.ok).toBe(sent === 1);
    expect(send).toHaveBeenCalledTimes(sent);
  }
});

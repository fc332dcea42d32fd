import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { LogEntry } from '../../lib/state/connectionLog.ts';
import type { ConnectionView } from '../../lib/state/connectionView.ts';
import type { PairedServer } from '../../lib/state/pairedServer.ts';
import { killWorker } from '../support/browser/killWorker.ts';
import { expect, test } from '../support/screens/scene.ts';
import { openPopup, pairByHand, speak, storedItem } from '../support/screens/screens.ts';
import { languages, wordsIn } from '../support/screens/words.ts';
import { type OtherServerOptions, startOtherServer } from '../support/server/otherServer.ts';
import { startServer } from '../support/server/serverProcess.ts';
import { startEndlessSite } from '../support/sites/endlessSite.ts';
import { startSelfSigned } from '../support/sites/selfSigned.ts';

const steps = ['reached', 'version', 'token', 'socket', 'round_trip', 'room'] as const;

/** Runs the connection test to its end. Returns the status and outcome of each step. */
async function run(options: Page): Promise<string[]> {
  await options.getByTestId('test-connection').click();
  await expect(options.getByTestId('test-connection')).toBeEnabled({ timeout: 30_000 });
  return Promise.all(
    steps.map(async (step) => {
      const row = options.getByTestId(`test-${step}`);
      const outcome = await row.getAttribute('data-outcome');
      return `${await row.getAttribute('data-status')}${outcome ? ` ${outcome}` : ''}`;
    }),
  );
}

const notTried = (count: number) => Array.from({ length: count }, () => 'untried');
const fine = ['ok ok', 'ok same', 'ok ok'];

const session = <T>(page: Page, name: string): Promise<T> =>
  page.evaluate(async (key) => (await chrome.storage.session.get(key))[key] as T, name);

/** Waits until the connection is idle, as without a test. */
const isIdle = (page: Page) =>
  expect.poll(async () => (await session<ConnectionView>(page, 'connection')).phase).toBe('idle');

test('uses one socket for a round trip, closes it, and is in the exported log', async ({ extension }) => {
  const lines: Record<string, unknown>[] = [];
  const server = await startServer({ env: { LOG_LEVEL: 'info' }, onLog: (line) => lines.push(line) });
  const count = (text: string) => lines.filter(({ msg }) => msg === text).length;
  try {
    await pairByHand(extension, server.url, (await server.pair('anna')).code);
    const options = await extension.open('options.html#test');
    expect(await run(options)).toEqual([...fine, 'ok ok', 'ok ok', 'ok ok']);
    await expect(options.getByTestId('test-summary')).toHaveText(wordsIn('en')('test.done'));
    await isIdle(options);
    await expect.poll(() => [count('socket connected'), count('socket closed')]).toEqual([1, 1]);
    await speak(options, 'zh-TW');
    await expect(options.getByTestId('test-summary')).toHaveText(wordsIn('zh-TW')('test.done'));

    const download = options.waitForEvent('download');
    await options.getByTestId('export-log').click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^seo-live-connection-log-\d{4}-\d\d-\d\d\.json$/);
    const text = await readFile(await file.path(), 'utf8');
    const sent = JSON.parse(text) as { extension: string; browser: string; log: LogEntry[] };
    expect(sent).toMatchObject({ extension: '0.1.0', browser: expect.stringContaining('Chrome/') });
    expect(sent.log.map(({ state }) => state)).toEqual(
      expect.arrayContaining(['started', 'connecting', 'live', 'test', 'idle']),
    );
    const { token, url } = await storedItem<PairedServer>(options, 'server');
    expect(text).not.toContain(token);
    expect(text).not.toContain(url);

    await extension.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await options.getByTestId('copy-log').click();
    await expect(options.getByText(wordsIn('zh-TW')('options.copied'))).toBeVisible();
    const copied = JSON.parse(await options.evaluate(() => navigator.clipboard.readText())) as typeof sent;
    expect(copied.log).toEqual(sent.log);
  } finally {
    await server.close();
  }
});

test('a server that is down, and a token that it refuses', async ({ paired, server }) => {
  const options = await paired.open('options.html#test');
  await server.stop();
  expect(await run(options)).toEqual(['failed silent', ...notTried(5)]);
  for (const language of languages) {
    await speak(options, language);
    const say = wordsIn(language);
    await expect(options.getByTestId('test-reached')).toContainText(
      say('test.reached.silent', { address: server.url }),
    );
    const step = say('test.reached.title');
    await expect(options.getByTestId('test-summary')).toHaveText(say('test.stopped', { step }));
  }
  await server.start();
  const current = await storedItem<PairedServer>(options, 'server');
  await options.evaluate((changed) => chrome.storage.local.set({ server: changed }), {
    ...current,
    token: 'garbage',
  });
  expect(await run(options)).toEqual(['ok ok', 'ok same', 'failed unauthorized', ...notTried(3)]);
  const welcome = paired.context.waitForEvent('page');
  await options.getByTestId('test-token').getByRole('button').click();
  await expect((await welcome).getByTestId('connect')).toBeVisible();
  await isIdle(options);
});

test('live updates that are turned off, there or here, are no error', async ({ paired, server }) => {
  const options = await paired.open('options.html#test');
  await server.stop();
  await server.start({ WEBSOCKET_ENABLED: 'false' });
  const left = ['skipped by_choice', 'skipped by_choice'];
  expect(await run(options)).toEqual([...fine, 'skipped chosen_there', ...left]);
  await server.stop();
  // Turned off for this person only: the socket reports it, the public configuration does not.
  await server.start({ WEBSOCKET_ROLLOUT_PERCENT: '0' });
  expect(await run(options)).toEqual([...fine, 'skipped chosen_there', ...left]);
  await isIdle(options);
  const enabled = options.getByRole('switch', { name: wordsIn('en')('options.enable') });
  await enabled.press('Space');
  await expect(enabled).not.toBeChecked();
  expect(await run(options)).toEqual([...fine, 'skipped chosen_here', ...left]);
  await expect(options.getByTestId('test-summary')).toHaveText(wordsIn('en')('test.done_polling'));
});

test('a scan that is followed keeps its socket and its progress', async ({ extension }) => {
  const lines: Record<string, unknown>[] = [];
  const server = await startServer({ env: { LOG_LEVEL: 'info' }, onLog: (line) => lines.push(line) });
  const site = await startEndlessSite();
  try {
    await pairByHand(extension, server.url, (await server.pair('anna')).code);
    const popup = await openPopup(extension);
    await popup.setOption('max-pages', '40');
    await popup.setOption('rate', '4');
    await popup.start(`${site.origin}/`);
    await expect(popup.page.getByTestId('connection')).toHaveAttribute('data-state', 'live');
    const options = await extension.open('options.html#test');
    expect(await run(options)).toEqual([...fine, 'ok already', 'ok ok', 'ok ok']);
    await expect(popup.page.getByTestId('connection')).toHaveAttribute('data-state', 'live');
    await expect(popup.earlier).toHaveCount(1, { timeout: 60_000 });
    expect(lines.filter(({ msg }) => msg === 'socket connected')).toHaveLength(1);
  } finally {
    await site.close();
    await server.close();
  }
});

const others: [string, OtherServerOptions, string[]][] = [
  [
    'an older server without the room',
    {},
    ['ok ok', 'note older', 'skipped not_asked', 'ok ok', 'ok ok', 'skipped none'],
  ],
  [
    'a newer server whose message does not come',
    { version: '9.0.0', join: 'mute' },
    ['ok ok', 'note newer', 'skipped not_asked', 'ok ok', 'ok ok', 'failed timeout'],
  ],
  [
    'a basic server that never acks',
    { version: 'plain', join: 'silent' },
    ['ok ok', 'note unknown', 'skipped not_asked', 'ok ok', 'failed timeout', 'untried'],
  ],
  [
    'a proxy that lets no WebSocket pass',
    { version: '0.1.0', socket: 'blocked' },
    ['ok ok', 'ok same', 'skipped not_asked', 'failed socket_blocked', ...notTried(2)],
  ],
  ['a network that wants a log-in', { rest: 'html' }, ['failed foreign', ...notTried(5)]],
  ['another server than the paired one', { serverId: 'somebody-else' }, ['failed another', ...notTried(5)]],
];

for (const [name, given, expected] of others) {
  test(`${name}`, async ({ extension }) => {
    const server = await startOtherServer(given);
    try {
      const options = await extension.open('options.html#test');
      await server.pair(options);
      expect(await run(options)).toEqual(expected);
      await isIdle(options);
      expect(server.sockets().open).toBe(0);
    } finally {
      await server.close();
    }
  });
}

test('a wrong name, an untrusted certificate and a closed port look the same to a browser', async ({
  extension,
}) => {
  const other = await startOtherServer();
  const options = await extension.open('options.html#test');
  await other.pair(options);
  await other.close();
  const current = await storedItem<PairedServer>(options, 'server');
  const signed = await startSelfSigned();
  try {
    for (const url of [other.url, 'https://nobody.invalid', ...(signed ? [signed.url] : [])]) {
      await options.evaluate((server) => chrome.storage.local.set({ server }), { ...current, url });
      await expect(options.locator('#server').getByText(url)).toBeVisible();
      expect(await run(options)).toEqual(['failed silent', ...notTried(5)]);
      const words = wordsIn('en')('test.reached.silent', { address: url });
      await expect(options.getByTestId('test-reached')).toContainText(words);
    }
    expect(signed?.asked() ?? 0).toBe(0);
  } finally {
    await signed?.close();
  }
});

test('a page that is closed, or a worker that dies, in mid-test leaves nothing behind', async ({
  extension,
}) => {
  const server = await startOtherServer({ version: '0.1.0', join: 'silent' });
  try {
    const watching = await extension.open('popup.html');
    let options = await extension.open('options.html#test');
    await server.pair(options);
    await options.getByTestId('test-connection').click();
    await expect(options.getByTestId('test-round_trip')).toHaveAttribute('data-status', 'running');
    expect(server.sockets()).toEqual({ open: 1, opened: 1 });
    await options.close();
    await isIdle(watching);
    await expect.poll(() => server.sockets().open).toBe(0);

    options = await extension.open('options.html#test');
    await options.getByTestId('test-connection').click();
    await expect(options.getByTestId('test-round_trip')).toHaveAttribute('data-status', 'running');
    await killWorker(options);
    await expect(options.getByTestId('test-socket')).toHaveAttribute('data-outcome', 'no_background');
    await expect(options.getByTestId('test-socket')).toContainText(wordsIn('en')('test.interrupted'));
    await isIdle(watching);
    expect(server.sockets()).toEqual({ open: 0, opened: 2 });
    expect(await storedItem(watching, 'followed')).toBeUndefined();
  } finally {
    await server.close();
  }
});

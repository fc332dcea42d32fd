import { notifiedKey } from '../../support/browser/notificationSpy.ts';
import { startRecordingProxy } from '../../support/proxies/recordingProxy.ts';
import { expect, test } from '../../support/screens/firefoxScene.ts';
import { openScreen, pairByHand } from '../../support/screens/firefoxScreens.ts';
import { wordsIn } from '../../support/screens/words.ts';
import { startEndlessSite } from '../../support/sites/endlessSite.ts';

const say = wordsIn('en');
/** Headers of a server that allows other origins. The last one forbids, and few servers send it. */
const CORS = /^(?:access-control-|cross-origin-resource-policy)/i;
const THIS_COMPUTER = 'http://127.0.0.1/*';

test('access revoked in mid-scan changes nothing for a server that allows the extension by CORS', async ({
  paired,
  boots,
}) => {
  const site = await startEndlessSite();
  try {
    const popup = await openScreen(paired, 'popup.html');
    await popup.start(`${site.origin}/`, { rate: 8, maxPages: 40 });
    await expect.poll(() => popup.percent(), { timeout: 30_000 }).toBeGreaterThan(0);
    await paired.privileged.takeAccess(THIS_COMPUTER);
    expect(await popup.page.evaluate(() => chrome.permissions.getAll())).toMatchObject({
      origins: ['http://localhost/*', 'http://[::1]/*'],
    });

    const states = new Set<string | null>();
    await expect
      .poll(
        async () => {
          states.add(await popup.connection());
          return popup.count('earlier');
        },
        { timeout: 60_000 },
      )
      .toBe(1);
    expect([...states].filter((state) => state !== 'live' && state !== 'idle')).toEqual([]);
    await expect.poll(() => paired.privileged.alerts()).toHaveLength(1);
    // REST works, too: the next scan starts, and its report is read, without access.
    await popup.start(`${site.origin}/again`, { rate: 50, maxPages: 3 });
    await expect.poll(() => popup.count('earlier'), { timeout: 30_000 }).toBe(2);
    expect(new Set(boots).size).toBe(1);
  } finally {
    await site.close();
  }
});

test('access revoked in mid-scan for a server that needs it: its state and texts, and one click to allow it again', async ({
  firefox,
  server,
}) => {
  const site = await startEndlessSite();
  const proxy = await startRecordingProxy(server.url);
  // A server without CORS, which is not configured for extensions. Progress comes by polling only.
  proxy.hides = CORS;
  try {
    await pairByHand(firefox, proxy.url, (await server.pair('anna')).code);
    const popup = await openScreen(firefox, 'popup.html');
    await popup.page.evaluate(() =>
      chrome.runtime.sendMessage({
        id: 1,
        type: 'saveConfig',
        data: { enableWebSocket: false },
        timestamp: 0,
      }),
    );
    await popup.start(`${site.origin}/`, { rate: 8, maxPages: 100 });
    await expect.poll(() => popup.connection()).toBe('switched_off');
    await expect.poll(() => popup.percent(), { timeout: 30_000 }).toBeGreaterThan(0);

    await firefox.privileged.takeAccess(THIS_COMPUTER);
    await expect.poll(() => popup.connection()).toBe('no_access');
    expect(await popup.wholeText()).toContain(say('connection.no_access.title'));
    expect(await popup.badge()).toBe('?');
    // A scan started meanwhile is kept, and its row says why it waits.
    await popup.start(`${site.origin.replace('127.0.0.1', 'localhost')}/`, { rate: 50, maxPages: 3 });
    await expect.poll(() => popup.wholeText()).toContain(say('failure.host_permission.title'));

    await popup.click('allow-access');
    await expect.poll(() => popup.connection()).toBe('switched_off');
    await expect.poll(() => popup.count('allow-access')).toBe(0);
    await expect.poll(() => popup.count('earlier'), { timeout: 60_000 }).toBe(2);
    const alerts = (await firefox.privileged.alerts()).map(({ id }) => notifiedKey(id));
    expect(alerts.length).toBeGreaterThan(0);
    expect(new Set(alerts).size).toBe(alerts.length);
  } finally {
    await proxy.close();
    await site.close();
  }
});

test('pairing distinguishes a server that needs access from one that does not answer', async ({
  firefox,
  server,
}) => {
  const proxy = await startRecordingProxy(server.url);
  proxy.hides = CORS;
  await firefox.privileged.takeAccess(THIS_COMPUTER);
  try {
    const { code } = await server.pair('anna');
    const page = await firefox.open(`welcome.html#server=${encodeURIComponent(proxy.url)}&code=${code}`);
    await page.locator('[data-testid="connect"]').click();
    await page.waitForSelector('[data-testid="allow-access"]');
    expect(await page.evaluate(() => document.body.innerText)).toContain(
      say('failure.host_permission.title'),
    );
    await page.locator('[data-testid="allow-access"]').click();
    await expect
      .poll(() => page.evaluate(() => chrome.permissions.contains({ origins: ['http://127.0.0.1/*'] })))
      .toBe(true);
    await page.locator('[data-testid="connect"]').click();
    await page.waitForSelector('[data-testid="connected"]');

    await proxy.shut();
    const other = await firefox.open(`welcome.html#server=${encodeURIComponent(proxy.url)}&code=${code}`);
    await other.locator('[data-testid="connect"]').click();
    await other.waitForSelector('[role="alert"]');
    expect(await other.evaluate(() => document.body.innerText)).toContain(say('failure.network.title'));
  } finally {
    await proxy.close().catch(() => undefined);
  }
});

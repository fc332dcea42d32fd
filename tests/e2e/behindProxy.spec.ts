import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { type Extension, launchExtension } from '../support/browser/launchExtension.ts';
import {
  badgeText,
  notificationsCreated,
  notificationsVisible,
  notifiedKey,
  spyOnNotifications,
} from '../support/browser/notificationSpy.ts';
import { PROXY_HOST, startProxy } from '../support/proxies/startProxy.ts';
import { openPopup, openReport, pairByHand, poll } from '../support/screens/screens.ts';
import { freePort } from '../support/server/freePort.ts';
import { startServer } from '../support/server/serverProcess.ts';
import { startEndlessSite } from '../support/sites/endlessSite.ts';

/** The source address of nginx, so that the server can distinguish it from the browser at 127.0.0.1. */
const PROXY_ADDRESS = '127.0.0.2';

test('the whole job through nginx, by TLS and under a path: pair, live, badge, one notification, report', async () => {
  const home = await mkdtemp(path.join(tmpdir(), 'seo-live-home-'));
  const site = await startEndlessSite();
  const [port, target] = [await freePort(), await freePort()];
  const proxy = await startProxy('nginx', { port, target, comesFrom: PROXY_ADDRESS });
  const lines: { msg?: string; req?: { path: string; ip: string } }[] = [];
  const server = await startServer({
    port: target,
    env: { PUBLIC_URL: proxy.url, TRUSTED_PROXIES: PROXY_ADDRESS, LOG_LEVEL: 'info' },
    onLog: (line) => lines.push(line),
  });
  let extension: Extension | undefined;
  try {
    await proxy.certificates.trustIn(home);
    extension = await launchExtension({ home, resolve: `MAP ${PROXY_HOST} 127.0.0.1` });
    const worker = await extension.worker();
    const pairing = await server.pair('anna');
    expect(pairing.server).toBe(proxy.url);
    await pairByHand(extension, pairing.server, pairing.code);
    await spyOnNotifications(worker);
    // From here the extension depends on CORS, because it has no access to this host.
    const hosts = { origins: [`https://${PROXY_HOST}/*`] };
    expect(await worker.evaluate((asked) => chrome.permissions.contains(asked), hosts)).toBe(false);

    const popup = await openPopup(extension);
    await popup.setOption('max-pages', '40');
    await popup.setOption('rate', '5');
    await popup.start(`${site.origin}/`);
    await expect(popup.page.getByTestId('connection')).toHaveAttribute('data-state', 'live');
    const seen = { popup: new Set<string>(), badge: new Set<string>() };
    await poll(async () => {
      const [percent, badge] = [await popup.percent(), await badgeText(worker)];
      if (percent) seen.popup.add(percent);
      if (/^\d+%?$/.test(badge)) seen.badge.add(badge);
      return (await popup.earlier.count()) === 1;
    }, 60_000);
    expect(seen.popup.size).toBeGreaterThanOrEqual(4);
    expect(seen.badge.size).toBeGreaterThanOrEqual(4);

    await expect.poll(() => notificationsCreated(worker)).toHaveLength(1);
    const [notification] = await notificationsCreated(worker);
    await expect.poll(() => notificationsVisible(worker)).toEqual([notification?.id]);
    const report = await openReport(extension, notifiedKey(notification?.id ?? ''));
    await expect(report.getByTestId('score')).toHaveAttribute(
      'aria-label',
      `Score ${notification?.title.split(': ')[1]} of 100`,
    );
    await expect(report.getByTestId('coverage')).toContainText('40 of');

    // Only for this machine: a request through the proxy counts as remote, wherever the proxy runs.
    const refused = async (place: string) => (await report.goto(`${proxy.url}${place}`))?.status();
    expect([await refused('/metrics'), await refused('/docs/')]).toEqual([404, 401]);

    await extension.close();
    extension = undefined;
    const asked = lines.flatMap(({ req }) => req ?? []).filter(({ path: to }) => to !== '/healthz');
    expect(new Set(asked.map(({ ip }) => ip))).toEqual(new Set(['127.0.0.1']));
    expect(lines.filter(({ msg }) => msg === 'socket connected')).toHaveLength(1);
    // One WebSocket, which nginx logs at its end, and the CORS preflight of the start.
    const passed = async (what: string) =>
      (await proxy.accessLog())
        .map((line) => /"(\w+ [^ ?]+)\S* HTTP\/1\.1" (\d+)/.exec(line))
        .flatMap((found) => (found?.[1] === what ? found[2] : []));
    await expect.poll(() => passed('GET /seo-live/socket.io/')).toEqual(['101']);
    expect(await passed('OPTIONS /seo-live/api/jobs')).toContain('204');
    expect(await passed('POST /seo-live/api/jobs')).toEqual(['201']);
  } finally {
    await extension?.close();
    await proxy.close();
    await server.close();
    await site.close();
    await rm(home, { recursive: true, force: true });
  }
});

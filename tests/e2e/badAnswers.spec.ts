import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { FollowedJob, LiveJobs } from '../../lib/state/followedJob.ts';
import { type Extension, launchExtension } from '../support/browser/launchExtension.ts';
import { notificationsCreated, spyOnNotifications } from '../support/browser/notificationSpy.ts';
import { type RecordingProxy, type Reply, startRecordingProxy } from '../support/proxies/recordingProxy.ts';
import { expect } from '../support/screens/scene.ts';
import { openPopup, type PopupPage, pairByHand, storedItem } from '../support/screens/screens.ts';
import { wordsIn } from '../support/screens/words.ts';
import { askedBy, recordedBuild, test, troublesOf } from '../support/screens/workerTroubles.ts';
import { callApi } from '../support/server/callApi.ts';
import { startSmallSite } from '../support/sites/smallSite.ts';

const say = wordsIn('en');
const html = { 'content-type': 'text/html' };
const problem = (status: number, code: string): Reply => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({ type: 'about:blank', title: code, status, code }),
});

interface Row {
  name: string;
  /** Null: nothing listens on the port. */
  reply: Reply | null;
  state: string;
  title: string;
  /** The button that reconnects; null: the person pairs again. */
  wayOut: string | null;
  /** Highest number of requests in six seconds that is no loop. */
  most: number;
}

const rows: Row[] = [
  {
    name: 'unreachable: no answer at all',
    reply: 'hang',
    state: 'unreachable',
    title: say('connection.unreachable.title'),
    wayOut: say('connection.try_now'),
    most: 8,
  },
  {
    name: 'connections are refused',
    reply: null,
    state: 'unreachable',
    title: say('connection.unreachable.title'),
    wayOut: say('connection.try_now'),
    most: 8,
  },
  {
    name: '200 with a page of HTML, as captive networks answer',
    reply: { status: 200, headers: html, body: '<!doctype html><title>Log in</title>' },
    state: 'not_our_server',
    title: say('connection.not_our_server.title'),
    wayOut: say('connection.try_now'),
    most: 12,
  },
  {
    name: '401',
    reply: problem(401, 'unauthorized'),
    state: 'unauthorized',
    title: say('connection.unauthorized.title'),
    wayOut: null,
    most: 2,
  },
  {
    name: '403 of a proxy',
    reply: { status: 403, headers: html, body: 'Forbidden' },
    state: 'refused',
    title: say('connection.refused.title'),
    wayOut: say('connection.try_now'),
    most: 12,
  },
  {
    name: '503',
    reply: { status: 503, headers: html, body: 'Service unavailable' },
    state: 'not_ready',
    title: say('connection.not_ready.title'),
    wayOut: say('connection.try_now'),
    most: 12,
  },
];

const connection = (popup: PopupPage) => popup.page.getByTestId('connection');

async function configure(popup: PopupPage, config: object): Promise<void> {
  await popup.page.evaluate(
    (data) => chrome.runtime.sendMessage({ id: 1, type: 'saveConfig', data, timestamp: Date.now() }),
    config,
  );
}

async function begin(extension: Extension, proxy: RecordingProxy, code: string) {
  await pairByHand(extension, proxy.url, code);
  const worker = await extension.worker();
  await spyOnNotifications(worker);
  return { worker, heard: () => troublesOf(worker), popup: await openPopup(extension) };
}

for (const { name, reply, state, title, wayOut, most } of rows) {
  test(`${name}: its state and texts, no request loop, and a way back`, async ({ extension, server }) => {
    const site = await startSmallSite();
    const proxy = await startRecordingProxy(server.url);
    try {
      const { worker, heard, popup } = await begin(extension, proxy, (await server.pair('anna')).code);
      if (reply) proxy.reply = () => reply;
      else await proxy.shut();
      await popup.start(site.url, 'page');
      await expect(connection(popup)).toHaveAttribute('data-state', state, { timeout: 40_000 });
      await expect(popup.page.getByText(title).first()).toBeVisible();
      // The started scan is kept, with a row.
      await expect(popup.jobs).toHaveCount(1);
      const before = (await askedBy(worker)).length;
      await popup.page.waitForTimeout(6000);
      const later = (await askedBy(worker)).slice(before);
      expect(later.length).toBeLessThanOrEqual(most);
      expect(await heard()).toEqual([]);

      if (reply) proxy.reply = null;
      else await proxy.reopen();
      if (wayOut) await popup.page.getByRole('button', { name: wayOut }).first().click();
      else await pairByHand(extension, proxy.url, (await server.pair('anna')).code);
      await expect(popup.earlier).toHaveCount(1, { timeout: 45_000 });
      await expect.poll(() => notificationsCreated(worker)).toHaveLength(1);
      await expect(connection(popup)).toHaveAttribute('data-state', 'idle');
      expect(await heard()).toEqual([]);
    } finally {
      await proxy.close();
      await site.close();
    }
  });
}

test('unreachable from the start: a browser opened during a scan says so, and continues by itself', async ({
  server,
}) => {
  const site = await startSmallSite({ delayMs: 300, pages: 40 });
  const build = await recordedBuild();
  const profile = await mkdtemp(path.join(tmpdir(), 'seo-live-profile-'));
  const launch = () => launchExtension({ profile, extension: build.folder });
  let extension = await launch();
  try {
    await pairByHand(extension, server.url, (await server.pair('anna')).code);
    const first = await openPopup(extension);
    await first.setOption('rate', '4');
    await first.start(site.url);
    await expect(first.jobs.first()).toHaveAttribute('data-status', 'running');
    await extension.close();
    await server.kill();

    extension = await launch();
    const worker = await extension.worker();
    await spyOnNotifications(worker);
    const popup = await openPopup(extension);
    await expect(connection(popup)).toHaveAttribute('data-state', 'unreachable', { timeout: 40_000 });
    await expect(popup.page.getByText(say('connection.unreachable.title')).first()).toBeVisible();
    await expect(popup.jobs).toHaveCount(1);
    const before = (await askedBy(worker)).length;
    expect(before).toBeGreaterThan(0);
    await popup.page.waitForTimeout(6000);
    expect((await askedBy(worker)).length - before).toBeLessThanOrEqual(8);
    expect(await troublesOf(worker)).toEqual([]);

    await server.start();
    await expect(popup.earlier).toHaveCount(1, { timeout: 90_000 });
    await expect.poll(() => notificationsCreated(worker)).toHaveLength(1);
    await expect(connection(popup)).toHaveAttribute('data-state', 'idle');
    expect(await troublesOf(worker)).toEqual([]);
  } finally {
    await extension.close();
    await site.close();
    await build.remove();
    await rm(profile, { recursive: true, force: true });
  }
});

test('429 with Retry-After: says so, and sends no request before', async ({ extension, server }) => {
  const site = await startSmallSite({ delayMs: 200, pages: 60 });
  const proxy = await startRecordingProxy(server.url);
  try {
    const { worker, heard, popup } = await begin(extension, proxy, (await server.pair('anna')).code);
    await configure(popup, { maxReconnectAttempts: 1 });
    await popup.setOption('rate', '2');
    await popup.start(site.url);
    await expect(connection(popup)).toHaveAttribute('data-state', 'live');
    const busy = { status: 429, headers: { ...html, 'retry-after': '15' }, body: 'Too many requests' };
    await proxy.shut();
    proxy.reply = () => busy;
    await proxy.reopen();
    await expect(connection(popup)).toHaveAttribute('data-state', 'rate_limited', { timeout: 40_000 });
    await expect(popup.page.getByText(say('connection.rate_limited.title'))).toBeVisible();
    const before = (await askedBy(worker)).length;
    await popup.page.waitForTimeout(8000);
    expect((await askedBy(worker)).slice(before)).toEqual([]);
    proxy.reply = null;
    await expect(popup.earlier).toHaveCount(1, { timeout: 60_000 });
    expect(await heard()).toEqual([]);
  } finally {
    await proxy.close();
    await site.close();
  }
});

test('404 on the status of several: each is asked for by itself, without any message', async ({
  extension,
  server,
}) => {
  const sites = [await startSmallSite({ delayMs: 300 }), await startSmallSite({ delayMs: 300 })];
  const proxy = await startRecordingProxy(server.url);
  try {
    const { worker, heard, popup } = await begin(extension, proxy, (await server.pair('anna')).code);
    await configure(popup, { enableWebSocket: false, fallbackPollingInterval: 1000 });
    const batch = (line: string) => line.startsWith('GET /api/jobs/status?');
    proxy.reply = (line) => (batch(line) ? { status: 404, headers: html, body: 'Not found' } : null);
    await popup.setOption('rate', '4');
    for (const { url } of sites) await popup.start(url);
    await expect(connection(popup)).toHaveAttribute('data-state', 'switched_off');
    await expect(popup.earlier).toHaveCount(2, { timeout: 60_000 });
    await expect.poll(async () => (await notificationsCreated(worker)).length).toBeGreaterThan(0);
    expect(proxy.asked.filter(batch)).toHaveLength(1);
    expect(proxy.asked.filter((line) => line === 'SOCKET')).toEqual([]);
    expect(await heard()).toEqual([]);
  } finally {
    await proxy.close();
    for (const site of sites) await site.close();
  }
});

/** The newest message of the one scan that is followed. */
const newestSeq = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const { live = {} } = (await chrome.storage.session.get('live')) as { live?: LiveJobs };
    return Math.max(0, ...Object.values(live).map(({ seq }) => seq ?? 0));
  });

test('deleted in mid-scan: the row says so, and no more requests are sent for it', async ({
  extension,
  server,
}) => {
  const site = await startSmallSite({ delayMs: 300, pages: 60 });
  const proxy = await startRecordingProxy(server.url);
  try {
    const { heard, popup } = await begin(extension, proxy, (await server.pair('anna')).code);
    await popup.setOption('rate', '2');
    await popup.start(site.url);
    await expect(popup.jobs.first()).toHaveAttribute('data-status', 'running');
    // In its room: who joins after the end of the job is only told that there is no such job.
    const joined = await newestSeq(popup.page);
    await expect.poll(() => newestSeq(popup.page)).toBeGreaterThan(joined + 1);
    const [job] = await storedItem<FollowedJob[]>(popup.page, 'followed');
    const token = await server.token('anna');
    const answer = await callApi(server, token, `/api/jobs/${job?.jobId}`, { method: 'DELETE' });
    expect(answer.status).toBeLessThan(300);
    await expect(popup.page.getByText(say('earlier.deleted'))).toBeVisible();
    await expect(connection(popup)).toHaveAttribute('data-state', 'idle');
    const before = proxy.asked.length;
    await popup.page.waitForTimeout(6000);
    const later = proxy.asked.slice(before);
    expect(later.filter((line) => line === 'SOCKET' || line.includes(job?.jobId ?? ''))).toEqual([]);
    expect(await heard()).toEqual([]);
    expect(await notificationsCreated(await extension.worker())).toEqual([]);
  } finally {
    await proxy.close();
    await site.close();
  }
});

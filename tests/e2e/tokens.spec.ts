import type { FollowedJob } from '../../lib/state/followedJob.ts';
import type { StartIntent } from '../../lib/state/intent.ts';
import { jobKeyOf } from '../../lib/state/jobKey.ts';
import type { PairedServer } from '../../lib/state/pairedServer.ts';
import type { TokenList } from '../../protocol/src/index.ts';
import { notificationsCreated, spyOnNotifications } from '../support/browser/notificationSpy.ts';
import { startRecordingProxy } from '../support/proxies/recordingProxy.ts';
import { expect } from '../support/screens/scene.ts';
import { openPopup, openReport, type PopupPage, pairByHand, storedItem } from '../support/screens/screens.ts';
import { failureIn, languages, wordsIn } from '../support/screens/words.ts';
import { test, troublesOf } from '../support/screens/workerTroubles.ts';
import { callApi } from '../support/server/callApi.ts';
import { startEndlessSite } from '../support/sites/endlessSite.ts';

/** Waits until no request came for three seconds. A request loop would never let that happen. */
async function untilQuiet(asked: string[]): Promise<void> {
  let before = -1;
  await expect
    .poll(
      () => {
        const still = asked.length === before;
        before = asked.length;
        return still;
      },
      { intervals: [3000], message: 'nothing more is asked' },
    )
    .toBe(true);
}

async function setToken(popup: PopupPage, token: string): Promise<void> {
  const server = await storedItem<PairedServer>(popup.page, 'server');
  await popup.page.evaluate((changed) => chrome.storage.local.set({ server: changed }), { ...server, token });
}

for (const language of languages) {
  test.describe(`in ${language}`, () => {
    test.use({ launch: { locale: language } });
    const say = wordsIn(language);

    test('without a token the popup says to connect a server, and opens that page', async ({ extension }) => {
      const popup = await openPopup(extension);
      await expect(popup.page.getByText(say('connection.not_paired.text'))).toBeVisible();
      await expect(popup.page.getByTestId('start')).toHaveCount(0);
      const welcome = extension.context.waitForEvent('page');
      await popup.page.getByRole('button', { name: say('connection.not_paired.action') }).click();
      await expect((await welcome).getByTestId('connect')).toBeVisible();
    });

    test('a token that the server does not know: the popup says to pair again, and does not loop', async ({
      extension,
      server,
    }) => {
      const proxy = await startRecordingProxy(server.url);
      try {
        await pairByHand(extension, proxy.url, (await server.pair('anna')).code);
        const popup = await openPopup(extension);
        await setToken(popup, 'garbage');
        await popup.start('https://example.com/', 'page');

        await expect(popup.page.getByText(say('connection.unauthorized.text'))).toBeVisible();
        await expect(popup.page.getByTestId('connection')).toHaveAttribute('data-state', 'unauthorized');
        const { title } = failureIn(language, 'failure', 'unauthorized');
        await expect(popup.jobs.first()).toContainText(title);
        await untilQuiet(proxy.asked);
        expect(proxy.asked.filter((line) => line === 'POST /api/jobs')).toHaveLength(1);
        expect(await troublesOf(await extension.worker())).toEqual([]);

        const welcome = extension.context.waitForEvent('page');
        await popup.page
          .getByRole('button', { name: say('connection.unauthorized.action') })
          .first()
          .click();
        await expect((await welcome).getByTestId('connect')).toBeVisible();
      } finally {
        await proxy.close();
      }
    });
  });
}

test('revoked in mid-scan: it says so, sends no more requests, and continues when it is paired again', async ({
  extension,
  server,
}) => {
  const site = await startEndlessSite();
  const proxy = await startRecordingProxy(server.url);
  try {
    await pairByHand(extension, proxy.url, (await server.pair('anna')).code);
    const worker = await extension.worker();
    await spyOnNotifications(worker);
    const popup = await openPopup(extension);
    await popup.setOption('max-pages', '60');
    await popup.setOption('rate', '4');
    await popup.start(`${site.origin}/`);
    await expect(popup.jobs.first()).toHaveAttribute('data-status', 'running');
    await expect(popup.page.getByTestId('connection')).toHaveAttribute('data-state', 'live');

    const token = await server.token('anna');
    const { body } = await callApi<TokenList>(server, token, '/api/tokens');
    const other = body.tokens.find((row) => !row.current);
    expect((await callApi(server, token, `/api/tokens/${other?.id}`, { method: 'DELETE' })).status).toBe(204);

    await expect(popup.page.getByTestId('connection')).toHaveAttribute('data-state', 'unauthorized');
    await expect(popup.page.getByText(wordsIn('en')('connection.unauthorized.text'))).toBeVisible();
    await untilQuiet(proxy.asked);
    expect(await troublesOf(worker)).toEqual([]);

    await pairByHand(extension, proxy.url, (await server.pair('anna')).code);
    await expect(popup.page.getByTestId('connection')).toHaveAttribute('data-state', 'live');
    await expect(popup.earlier).toHaveCount(1, { timeout: 60_000 });
    await expect.poll(() => notificationsCreated(worker)).toHaveLength(1);
    expect(await troublesOf(worker)).toEqual([]);
  } finally {
    await proxy.close();
    await site.close();
  }
});

test('a scan of another user cannot be followed or read: it is reported as not found', async ({
  paired,
  server,
}) => {
  const site = await startEndlessSite();
  try {
    const { body } = await callApi<{ job: { job_id: string } }>(
      server,
      await server.token('bo'),
      '/api/jobs',
      { method: 'POST', body: { url: `${site.origin}/`, mode: 'page' } },
    );
    const { job_id: jobId } = body.job;
    const popup = await openPopup(paired);
    const intent: StartIntent = {
      kind: 'start',
      id: 'i_other',
      url: `${site.origin}/`,
      mode: 'site',
      options: {},
      force: false,
      createdAt: new Date().toISOString(),
      cancelWanted: false,
      problem: { code: 'already_running', final: true, jobId },
    };
    await popup.page.evaluate((stored) => chrome.storage.local.set({ intents: [stored] }), intent);
    await popup.jobs
      .first()
      .getByRole('button', { name: wordsIn('en')('job.watch') })
      .click();
    const { title, text } = failureIn('en', 'failure', 'not_found');
    await expect(popup.jobs.first()).toContainText(title);
    await expect(popup.jobs.first()).toContainText(text);
    expect((await storedItem<FollowedJob[]>(popup.page, 'followed')) ?? []).toEqual([]);

    const { serverId, userId } = await storedItem<PairedServer>(popup.page, 'server');
    const report = await openReport(paired, jobKeyOf({ serverId, userId }, jobId));
    await expect(report.getByText(wordsIn('en')('report.not_found_text'))).toBeVisible();
    await expect(report.getByTestId('report')).toHaveCount(0);
  } finally {
    await site.close();
  }
});

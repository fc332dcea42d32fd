import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from '@playwright/test';
import type { PairedServer } from '../../lib/state/pairedServer.ts';
import { formatPairingString } from '../../protocol/src/index.ts';
import { expect, test } from '../support/screens/scene.ts';
import { storedItem } from '../support/screens/screens.ts';
import { failureIn, type Language, languages, wordsIn } from '../support/screens/words.ts';
import type { ServerProcess } from '../support/server/serverProcess.ts';
import { startAnsweringSite } from '../support/sites/answeringSite.ts';

const DATABASE_FILE = 'seo-live.db';

const link = (server: string, code: string) =>
  `welcome.html#server=${encodeURIComponent(server)}&code=${code}`;

/** Every address in the history of the tab. */
async function history(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { entries } = await session.send('Page.getNavigationHistory');
  await session.detach();
  return entries.map(({ url }) => url);
}

/** Pastes a text from the clipboard into the field with that test id. */
async function paste(page: Page, testId: string, text: string): Promise<void> {
  await page.evaluate((copied) => {
    addEventListener(
      'copy',
      (event) => {
        event.clipboardData?.setData('text/plain', copied);
        event.preventDefault();
      },
      { once: true },
    );
    document.execCommand('copy');
  }, text);
  await page.getByTestId(testId).press('ControlOrMeta+a');
  await page.getByTestId(testId).press('ControlOrMeta+v');
}

async function expectRefusal(page: Page, language: Language, code: string): Promise<void> {
  const { title, text } = failureIn(language, 'failure', code);
  await expect(page.getByRole('alert')).toContainText(title);
  await expect(page.getByRole('alert')).toContainText(text);
  await expect(page.getByTestId('connected')).toHaveCount(0);
  expect(await storedItem<PairedServer | null>(page, 'server')).toBeFalsy();
}

async function connect(page: Page, server: string, code: string): Promise<void> {
  await page.getByTestId('server').fill(server);
  await page.getByTestId('code').fill(code);
  await page.getByTestId('connect').click();
}

/** Makes every pairing code expire, as it does after ten minutes. */
function expireCodes(server: ServerProcess): void {
  const database = new DatabaseSync(path.join(server.dataDir, DATABASE_FILE));
  database.exec("UPDATE pairing_codes SET expires_at = '2020-01-01T00:00:00.000Z'");
  database.close();
}

test('a link fills the form, names the host, leaves no trace and sends no request', async ({ extension }) => {
  const listener = await startAnsweringSite({});
  try {
    const page = await extension.open(link(listener.origin, 'ABCD2345'));
    await expect(page.getByTestId('server')).toHaveValue(listener.origin);
    await expect(page.getByTestId('code')).toHaveValue('ABCD-2345');
    await expect(page.getByText(wordsIn('en')('welcome.from_link', { host: listener.host }))).toBeVisible();
    expect(new URL(page.url()).hash).toBe('');
    expect((await history(page)).join()).not.toContain('ABCD2345');
    expect(listener.paths()).toEqual([]);

    // A click asks for the configuration, and sends no code to a server that is not a scan server. This also
    // proves that the listener records requests.
    await page.getByTestId('connect').click();
    await expectRefusal(page, 'en', 'no_such_route');
    expect(listener.paths()).toEqual(['/api/config']);
    await page.reload();
    await expect(page.getByTestId('code')).toHaveValue('');
  } finally {
    await listener.close();
  }
});

for (const language of languages) {
  test.describe(`in ${language}`, () => {
    test.use({ launch: { locale: language } });

    test('a wrong address or code is refused with the reason, and the right code still pairs', async ({
      extension,
      server,
    }) => {
      const used = await server.pair('anna');
      const redeemed = await fetch(`${server.url}/api/pair`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code: used.code, client_name: 'the first' }),
      });
      expect(redeemed.status).toBe(200);
      const expired = await server.pair('anna');
      expireCodes(server);

      const rows = [
        ['http://scan.example.com', 'ABCD2345', 'https_required'],
        ['http://192.168.1.20:8001', 'ABCD2345', 'https_required'],
        ['ftp://127.0.0.1', 'ABCD2345', 'invalid_server_url'],
        ['http://me:secret@127.0.0.1:8001', 'ABCD2345', 'invalid_server_url'],
        ['http://127.0.0.1:9', 'ABCD2345', 'network'],
        [server.url, 'ABCD2345', 'pairing_refused'],
        [server.url, used.code, 'pairing_refused'],
        [server.url, expired.code, 'pairing_refused'],
      ] as const;
      for (const [address, code, refusal] of rows) {
        await test.step(`${address} ${refusal}`, async () => {
          const page = await extension.open('welcome.html');
          await connect(page, address, code);
          await expectRefusal(page, language, refusal);
          await page.close();
        });
      }

      const page = await extension.open('welcome.html');
      await connect(page, server.url, (await server.pair('anna')).code.toLowerCase());
      await expect(page.getByTestId('connected')).toBeVisible();
    });
  });
}

test('the pairing string, pasted into either field, fills both, and a click pairs', async ({
  extension,
  server,
}) => {
  for (const field of ['server', 'code']) {
    const { code } = await server.pair('anna');
    const page = await extension.open('welcome.html');
    await paste(page, field, formatPairingString(server.url, code));
    await expect(page.getByTestId('server')).toHaveValue(server.url);
    await expect(page.getByTestId('code')).toHaveValue(`${code.slice(0, 4)}-${code.slice(4)}`);
    await expect(page.getByTestId('connected')).toHaveCount(0);
    await page.close();
  }
  const { code } = await server.pair('anna');
  const page = await extension.open('welcome.html');
  await paste(page, 'code', formatPairingString(server.url, code));
  await page.getByTestId('connect').click();
  await expect(page.getByTestId('connected')).toBeVisible();
});

test('no web page can open or load a page of the extension', async ({ extension }) => {
  const site = await startAnsweringSite({ '/': '<!doctype html><title>A web page</title><h1>Hello</h1>' });
  try {
    const web = await extension.context.newPage();
    await web.goto(`${site.origin}/`);
    for (const name of ['welcome.html', 'popup.html', 'options.html', 'report.html', 'icon/16.png']) {
      const address = extension.url(name === 'welcome.html' ? link(site.origin, 'ABCD2345') : name);
      const fetched = await web.evaluate(
        (url) =>
          fetch(url).then(
            () => 'read',
            () => 'refused',
          ),
        address,
      );
      expect(fetched, name).toBe('refused');

      await web.evaluate((url) => {
        const frame = document.body.appendChild(document.createElement('iframe'));
        frame.src = url;
      }, address);
      await expect.poll(() => web.frames().at(-1)?.url(), name).toMatch(/^chrome-error:/);
      await web.evaluate(() => document.querySelector('iframe')?.remove());

      const opened = extension.context.waitForEvent('page');
      await web.evaluate((url) => void open(url), address);
      const tab = await opened;
      await expect.poll(() => tab.evaluate(() => location.href), name).not.toMatch(/^chrome-extension:/);
      expect(await tab.evaluate(() => document.querySelector('#root')), name).toBeNull();
      await tab.close();
    }
  } finally {
    await site.close();
  }
});

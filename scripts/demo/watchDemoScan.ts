import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Extension } from '../../tests/support/browser/launchExtension.ts';
import {
  notificationsTold,
  spyOnNotifications,
  toldKey,
} from '../../tests/support/browser/notificationSpy.ts';
import { openPopup, type PopupPage } from '../../tests/support/screens/screens.ts';
import { root } from '../support/run.ts';

const GIVE_UP_MS = 5 * 60_000;
const folder = path.join(root, '.data', 'demo');

/**
 * Starts the scan in the popup (or takes one that still runs), prints each line as the popup shows it,
 * saves pictures, and prints the notification, the score and where the report is. Answers the exit code.
 */
export async function watchScan(
  extension: Extension,
  { url, rate }: { url: string; rate?: string },
  say: (text: string) => void,
): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const worker = await extension.worker();
  await spyOnNotifications(worker);
  const toldBefore = (await notificationsTold(worker)).length;
  const popup = await openPopup(extension);
  await wait(500);
  const resumed = (await popup.jobs.count()) > 0;
  say(resumed ? 'A scan is still running; watching it.' : `Scanning ${url}`);
  if (!resumed && rate) await popup.setOption('rate', rate);
  if (!resumed) await popup.start(url);

  const pictured = await printUntilEnd(popup, say);
  if (!pictured) await popup.page.screenshot({ path: path.join(folder, 'popup-running.png') });
  await popup.page.screenshot({ path: path.join(folder, 'popup-done.png') });

  const told = await newestNotification(extension, toldBefore);
  if (!told) {
    say('✗ The scan ended, but no notification came.');
    return 1;
  }
  say(`\nNotification: ${told.title}\n              ${told.message.replaceAll('\n', '\n              ')}`);

  const address = extension.url(`report.html#job=${encodeURIComponent(toldKey(told.id))}`);
  const report = await extension.open(address.slice(extension.url('').length));
  await report.getByTestId('score').or(report.getByTestId('failed')).waitFor();
  await report.screenshot({ path: path.join(folder, 'report.png'), fullPage: true });
  const failed = await report.getByTestId('failed').isVisible();
  if (failed) say(`\n✗ ${(await report.getByTestId('failed').innerText()).replaceAll('\n', ' ')}`);
  else {
    say(`\n${await report.getByTestId('score').getAttribute('aria-label')}`);
    say((await report.getByTestId('coverage').locator('.sub').textContent()) ?? '');
  }
  say(`Report:   ${address}`);
  say('Pictures: .data/demo/popup-running.png, popup-done.png, report.png');
  return failed ? 1 : 0;
}

/** Answers whether a picture of the running scan was taken on the way. */
async function printUntilEnd(popup: PopupPage, say: (text: string) => void): Promise<boolean> {
  const end = Date.now() + GIVE_UP_MS;
  let last = '';
  let pictured = false;
  for (;;) {
    const refused = popup.page.locator('[data-testid=job][data-status=refused]');
    if ((await refused.count()) > 0) throw new Error(await refused.first().innerText());
    if ((await popup.jobs.count()) === 0 && (await popup.earlier.count()) > 0) return pictured;
    const percent = await popup.percent();
    const line = `${percent?.padStart(5) ?? '    –'}  ${(await popup.progressLine()) ?? ''}`;
    if (percent && line !== last) say(line);
    last = line;
    if (!pictured && Number.parseInt(percent ?? '0', 10) >= 40) {
      await popup.page.screenshot({ path: path.join(folder, 'popup-running.png') });
      pictured = true;
    }
    if (Date.now() > end)
      throw new Error('The scan did not end within 5 minutes; it goes on at the next npm start.');
    await wait(100);
  }
}

async function newestNotification(extension: Extension, before: number) {
  for (let tries = 0; tries < 50; tries += 1) {
    const told = await notificationsTold(await extension.worker());
    if (told.length > before) return told.at(-1);
    await wait(100);
  }
  return undefined;
}

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Extension } from '../../tests/support/browser/launchExtension.ts';
import {
  notificationsCreated,
  notifiedKey,
  spyOnNotifications,
} from '../../tests/support/browser/notificationSpy.ts';
import { openPopup, type PopupPage } from '../../tests/support/screens/screens.ts';
import { root } from '../support/run.ts';
import { saveReport } from './saveReport.ts';

const END_WITHIN_MS = 5 * 60_000;
const folder = path.join(root, '.data', 'demo');

/**
 * Starts the scan in the popup, or follows one that is still running. Prints each line of the popup, the
 * notification and the score; saves pictures and the report. Returns the exit code.
 */
export async function watchDemoScan(
  extension: Extension,
  { url, rate }: { url: string; rate?: string },
  print: (text: string) => void,
): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const worker = await extension.worker();
  await spyOnNotifications(worker);
  const shownBefore = (await notificationsCreated(worker)).length;
  const popup = await openPopup(extension);
  await wait(500);
  const resumed = (await popup.jobs.count()) > 0;
  print(resumed ? 'A scan is still running; watching it.' : `Scanning ${url}`);
  if (!resumed && rate) await popup.setOption('rate', rate);
  if (!resumed) await popup.start(url);

  const hasPicture = await printUntilEnd(popup, print);
  if (!hasPicture) await popup.page.screenshot({ path: path.join(folder, 'popup-running.png') });
  await popup.page.screenshot({ path: path.join(folder, 'popup-done.png') });

  const notification = await newestNotification(extension, shownBefore);
  if (!notification) {
    print('✗ The scan ended without a notification.');
    return 1;
  }
  print(
    `\nNotification: ${notification.title}\n              ${notification.message.replaceAll('\n', '\n              ')}`,
  );

  const address = extension.url(`report.html#job=${encodeURIComponent(notifiedKey(notification.id))}`);
  const report = await extension.open(address.slice(extension.url('').length));
  await report.getByTestId('score').or(report.getByTestId('failed')).waitFor();
  await report.screenshot({ path: path.join(folder, 'report.png'), fullPage: true });
  await saveReport(report, path.join(folder, 'report.html'));
  const failed = await report.getByTestId('failed').isVisible();
  if (failed) print(`\n✗ ${(await report.getByTestId('failed').innerText()).replaceAll('\n', ' ')}`);
  else {
    print(`\n${await report.getByTestId('score').getAttribute('aria-label')}`);
    print((await report.getByTestId('coverage').locator('.sub').textContent()) ?? '');
  }
  print('Report:   .data/demo/report.html (any browser opens it)');
  print('Pictures: .data/demo/popup-running.png, popup-done.png, report.png');
  return failed ? 1 : 0;
}

/** Resolves with whether it took a picture of the running scan. */
async function printUntilEnd(popup: PopupPage, print: (text: string) => void): Promise<boolean> {
  const end = Date.now() + END_WITHIN_MS;
  let last = '';
  let hasPicture = false;
  for (;;) {
    const refused = popup.page.locator('[data-testid=job][data-status=refused]');
    if ((await refused.count()) > 0) throw new Error(await refused.first().innerText());
    if ((await popup.jobs.count()) === 0 && (await popup.earlier.count()) > 0) return hasPicture;
    const percent = await popup.percent();
    const line = `${percent?.padStart(5) ?? '    –'}  ${(await popup.progressLine()) ?? ''}`;
    if (percent && line !== last) print(line);
    last = line;
    if (!hasPicture && Number.parseInt(percent ?? '0', 10) >= 40) {
      await popup.page.screenshot({ path: path.join(folder, 'popup-running.png') });
      hasPicture = true;
    }
    if (Date.now() > end)
      throw new Error('The scan did not end within 5 minutes; the next npm start continues it.');
    await wait(100);
  }
}

async function newestNotification(extension: Extension, before: number) {
  for (let tries = 0; tries < 50; tries += 1) {
    const shown = await notificationsCreated(await extension.worker());
    if (shown.length > before) return shown.at(-1);
    await wait(100);
  }
  return undefined;
}

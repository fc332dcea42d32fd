import { launchExtension } from '../../tests/support/browser/launchExtension.ts';
import { startSampleSite } from '../../tests/support/sampleSite/site.ts';
import { openPopup, openReport, pairByHand, poll, speak } from '../../tests/support/screens/screens.ts';
import { startServer } from '../../tests/support/server/serverProcess.ts';
import { findPort } from '../demo/findPort.ts';
import { type Camera, looks, twoLooks } from './createCamera.ts';

const REPORT = { width: 1184, height: 880 };
const SCAN_MS = 120_000;

/** The two parts of the README's first picture, with all device pixels. */
export interface Pair {
  popup: Buffer;
  report: Buffer;
}

/** Takes the screens from pairing to the report, with a real server and a real scan of the sample site. */
export async function takeRealPictures(camera: Camera): Promise<Pair> {
  const closing: (() => Promise<unknown>)[] = [];
  try {
    const server = await startServer({ port: await findPort(8001), env: { SCAN_RATE_PER_HOST: '50' } });
    closing.push(server.close);
    const site = await startSampleSite(8002).catch(() => startSampleSite());
    closing.push(() => site.close());
    const extension = await launchExtension({ deviceScaleFactor: 2 });
    closing.push(() => extension.close());
    const options = await extension.open('options.html');

    const { server: url, code } = await server.pair('anna');
    const welcome = await extension.open('welcome.html');
    await welcome.getByTestId('server').fill(url);
    await welcome.getByTestId('code').fill(code);
    await welcome.getByTestId('code').blur();
    for (const look of twoLooks) {
      await speak(options, look.language);
      await camera.take(welcome, 'page', 'welcome', look);
    }
    await welcome.close();
    await speak(options, 'en');
    await pairByHand(extension, url, code);

    const popup = await openPopup(extension);
    await popup.setOption('rate', '50');
    await popup.scan(`${site.origin}/en/help/returns`, 'page');
    const whole = await popup.scan(`${site.origin.replace('127.0.0.1', 'localhost')}/`, 'site', SCAN_MS);
    await popup.setOption('rate', '4');
    await popup.page.locator('button.fold').click();
    await popup.start(`${site.origin}/`);
    await popup.page.mouse.move(0, 0);
    await poll(async () => Number.parseInt((await popup.percent()) ?? '0', 10) >= 35, SCAN_MS);
    const popupPicture = await popup.page.locator('.popup').screenshot({ animations: 'disabled' });
    const running = (await popup.jobs.first().getAttribute('data-job')) ?? '';
    const live = await openReport(extension, running);
    for (const look of looks) {
      await speak(options, look.language);
      await camera.take(popup.page, 'popup', 'popup-running', look);
    }
    for (const look of twoLooks) {
      await speak(options, look.language);
      await camera.take(live, 'page', 'live', look);
    }
    await popup.page.close();
    await live.close();

    const report = await openReport(extension, whole);
    await report.setViewportSize(REPORT);
    await report.getByTestId('score').waitFor();
    for (const look of looks) {
      await speak(options, look.language);
      await camera.take(report, 'page', 'report', look);
    }
    await speak(options, 'en');
    await report.emulateMedia({ colorScheme: 'light' });
    const reportPicture = await report.screenshot({ animations: 'disabled' });
    await report.evaluate(() => {
      location.hash = `${location.hash}&check=link.broken-internal`;
    });
    await report.locator('[data-check="link.broken-internal"] tbody tr').first().waitFor();
    for (const look of twoLooks) {
      await speak(options, look.language);
      await camera.take(report, 'page', 'report-issue', look);
      await options.evaluate(() => scrollTo(0, 0));
      await camera.take(options, 'page', 'options', look);
    }
    return { popup: popupPicture, report: reportPicture };
  } finally {
    for (const close of closing.reverse()) await close().catch(() => undefined);
  }
}

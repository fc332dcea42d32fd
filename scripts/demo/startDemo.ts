import path from 'node:path';
import { launchExtension } from '../../tests/support/browser/launchExtension.ts';
import { startSampleSite } from '../../tests/support/sampleSite/site.ts';
import { pairByHand } from '../../tests/support/screens/screens.ts';
import { root, run } from '../support/run.ts';
import { isPaired } from './isPaired.ts';
import { DEMO_SERVER, type DemoServer, SAMPLE_RATE, startDemoServer } from './startDemoServer.ts';
import { watchDemoScan } from './watchDemoScan.ts';

// A fixed port, so that a scan that the last demo did not finish still reaches its site.
const SITE_PORT = 8002;

/**
 * Builds the extension, starts server and sample site, and opens Chromium with the paired extension. With a
 * display it runs until the window is closed. Without one it starts a scan, follows it in the popup and ends.
 */
export async function startDemo({ url }: { url: string | undefined }): Promise<number> {
  const print = (text: string) => console.log(text);
  if (url !== undefined && !/^https?:\/\//.test(url)) {
    console.error(`Not an address: ${url}. An address begins with http:// or https://.`);
    return 2;
  }
  if ((await run('wxt', ['build', '-b', 'chrome', '--level', 'error'])) !== 0) return 1;
  print('✓ Extension built: .output/chrome-mv3');

  const hasDisplay =
    Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY) || process.platform === 'darwin';
  const closing: (() => Promise<unknown>)[] = [];
  try {
    const server = await startDemoServer();
    closing.push(server.stop);
    print(`✓ Server on ${DEMO_SERVER} (data in .data)`);
    const site = await startSampleSite(SITE_PORT).catch(() => startSampleSite(0));
    closing.push(() => site.close());
    print(`✓ Sample site on ${site.origin}/`);
    const profile = path.join(root, '.data', 'profile');
    const extension = await launchExtension({ profile, headless: !hasDisplay, locale: localeOfSystem() });
    closing.push(() => extension.close());
    await pairOnce(extension, server);
    print('✓ Chromium with the extension, paired\n');

    const target = url ?? `${site.origin}/`;
    const scan = url ? { url } : { url: target, rate: SAMPLE_RATE };
    if (!hasDisplay) return await watchDemoScan(extension, scan, print);
    const page = extension.context.pages()[0] ?? (await extension.context.newPage());
    await page.goto(target);
    print('Click the SEO Live icon in the toolbar, then “Start scan”. Close the window to stop.');
    await new Promise((resolve) => extension.context.once('close', resolve));
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    for (const close of closing.reverse()) await close().catch(() => undefined);
  }
}

async function pairOnce(extension: Awaited<ReturnType<typeof launchExtension>>, server: DemoServer) {
  if (await isPaired(extension)) return;
  await pairByHand(extension, DEMO_SERVER, await server.pairingCode());
}

const localeOfSystem = (): 'en' | 'zh-TW' => (/^zh[_-]/i.test(process.env.LANG ?? '') ? 'zh-TW' : 'en');

import path from 'node:path';
import { typedAddress } from '../../components/form/typedAddress.ts';
import { type Extension, launchExtension } from '../../tests/support/browser/launchExtension.ts';
import { startSampleSite } from '../../tests/support/sampleSite/site.ts';
import { pairByHand } from '../../tests/support/screens/screens.ts';
import { root, run } from '../support/run.ts';
import { isPaired } from './isPaired.ts';
import { onStop } from './onStop.ts';
import { type DemoServer, SAMPLE_RATE, startDemoServer } from './startDemoServer.ts';
import { watchDemoScan } from './watchDemoScan.ts';

// A fixed port, so that a scan that the last demo did not finish still reaches its site.
const SITE_PORT = 8002;

const print = (text: string) => console.log(text);

/**
 * Builds the extension, starts server and sample site, and opens Chromium with the paired extension. With a
 * display it runs until the window is closed. Without one it starts a scan, follows it in the popup and ends.
 * However it is stopped, browser and server stop with it. Returns the exit code.
 */
export async function startDemo({ url: typed }: { url: string | undefined }): Promise<number> {
  const address = typed === undefined ? null : typedAddress(typed);
  if (address?.ok === false) {
    console.error(`Not the address of a website: ${typed}. For example: npm start -- https://example.com/`);
    return 2;
  }
  const closing: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const part of closing.splice(0).reverse()) await part().catch(() => undefined);
  };
  const stopped = onStop();
  const demo = play(address?.url ?? null, closing).catch((error: unknown) => {
    // A part that is stopped makes the steps that use it fail.
    if (!stopped.isStopped()) console.error(error instanceof Error ? error.message : error);
    return 1;
  });
  try {
    return await Promise.race([demo, stopped.code]);
  } finally {
    await close();
  }
}

async function play(address: string | null, closing: (() => Promise<unknown>)[]): Promise<number> {
  if ((await run('wxt', ['build', '-b', 'chrome', '--level', 'error'])) !== 0) return 1;
  print('✓ Extension built: .output/chrome-mv3');
  const hasDisplay =
    Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY) || process.platform === 'darwin';
  // First, because the server takes the next free port when its own is taken, and that is the site's.
  const site = await startSampleSite(SITE_PORT).catch(() => startSampleSite(0));
  closing.push(() => site.close());
  print(`✓ Sample site on ${site.origin}/`);
  const server = await startDemoServer();
  closing.push(server.stop);
  print(`✓ Server on ${server.url} (data in .data)`);
  const extension = await launchExtension({
    profile: path.join(root, '.data', 'profile'),
    headless: !hasDisplay,
    locale: localeOfSystem(),
    handlesSignals: false,
  });
  closing.push(() => extension.close());
  await pairOnce(extension, server);
  print('✓ Chromium with the extension, paired\n');

  const target = address ?? `${site.origin}/`;
  const scan = address ? { url: address } : { url: target, rate: SAMPLE_RATE };
  if (!hasDisplay) return watchDemoScan(extension, scan, print);
  const page = extension.context.pages()[0] ?? (await extension.context.newPage());
  await page.goto(target);
  print('Click the SEO Live icon in the toolbar, then “Start scan”. Close the window to stop.');
  await new Promise((resolve) => extension.context.once('close', resolve));
  return 0;
}

async function pairOnce(extension: Extension, server: DemoServer) {
  if (await isPaired(extension, server.url)) return;
  await pairByHand(extension, server.url, await server.pairingCode());
}

const localeOfSystem = (): 'en' | 'zh-TW' => (/^zh[_-]/i.test(process.env.LANG ?? '') ? 'zh-TW' : 'en');

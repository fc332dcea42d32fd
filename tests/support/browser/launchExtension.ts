import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page, type Worker } from '@playwright/test';
import { EXTENSION_ID } from '../../../protocol/src/extensionId.ts';

const built =
  process.env.SEO_LIVE_EXTENSION ?? fileURLToPath(new URL('../../../.output/chrome-mv3', import.meta.url));

/**
 * Chromium loads the list under its address bar as a page of its own. Headless nobody sees it, and it takes a
 * second of CPU a start. The switch replaces Playwright's own list, so that is repeated after these two.
 */
export const withoutFeatures = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
];

export interface LaunchOptions {
  locale?: 'en' | 'zh-TW';
  colorScheme?: 'light' | 'dark';
  headless?: boolean;
  /** Physical pixels per CSS pixel. */
  deviceScaleFactor?: number;
  /** An existing profile to use. Without it a new one is made, and removed on close. */
  profile?: string;
  /** A build other than that of `npm run build`. */
  extension?: string;
  /** HOME of the browser: Chromium on Linux looks there for the NSS store of trusted authorities. */
  home?: string;
  /** Whether the browser closes by itself at SIGINT, SIGTERM and SIGHUP; it does by default. */
  handlesSignals?: boolean;
  /** Rules for `--host-resolver-rules`, which map host names to addresses. */
  resolve?: string;
}

export interface Extension {
  context: BrowserContext;
  profile: string;
  /** The running service worker; waits until one runs. */
  worker(): Promise<Worker>;
  url(page: string): string;
  /** Opens a screen in a tab. */
  open(page: string): Promise<Page>;
  close(): Promise<void>;
}

/** Real Chromium with the built extension. `SEO_LIVE_CHROMIUM` names the browser; setup sets it. */
export async function launchExtension(options: LaunchOptions = {}): Promise<Extension> {
  const profile = options.profile ?? (await mkdtemp(path.join(tmpdir(), 'seo-live-profile-')));
  const extension = options.extension ?? built;
  const locale = options.locale ?? 'en';
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.SEO_LIVE_CHROMIUM ?? '/usr/bin/chromium',
    headless: options.headless ?? true,
    handleSIGINT: options.handlesSignals ?? true,
    handleSIGTERM: options.handlesSignals ?? true,
    handleSIGHUP: options.handlesSignals ?? true,
    locale: locale === 'en' ? 'en-US' : locale,
    colorScheme: options.colorScheme ?? 'light',
    viewport: options.headless === false ? null : { width: 1184, height: 900 },
    ...(options.home ? { env: { ...process.env, HOME: options.home } } : {}),
    ...(options.deviceScaleFactor ? { deviceScaleFactor: options.deviceScaleFactor } : {}),
    args: [
      '--no-sandbox',
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      `--lang=${locale === 'en' ? 'en-US' : locale}`,
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...(options.headless === false ? [] : [`--disable-features=${withoutFeatures.join(',')}`]),
      ...(options.resolve ? [`--host-resolver-rules=${options.resolve}`] : []),
    ],
  });

  async function worker(): Promise<Worker> {
    const running = context.serviceWorkers().find((found) => found.url().includes(EXTENSION_ID));
    return running ?? context.waitForEvent('serviceworker');
  }

  const url = (page: string) => `chrome-extension://${EXTENSION_ID}/${page}`;

  await worker();
  return {
    context,
    profile,
    worker,
    url,
    async open(page) {
      const opened = await context.newPage();
      await opened.goto(url(page));
      return opened;
    },
    async close() {
      await context.close();
      if (!options.profile) await rm(profile, { recursive: true, force: true });
    },
  };
}

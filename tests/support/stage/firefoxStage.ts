import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { launchFirefox } from '../browser/launchFirefox.ts';
import { type SeedName, seedState } from '../seeds/seedStates.ts';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export interface Look {
  language: 'en' | 'zh-TW';
  colorScheme: 'light' | 'dark';
}

/** Shows the built screens in Firefox in any named state, without a server and without the real background. */
export async function openFirefoxStage() {
  const copy = await mkdtemp(path.join(tmpdir(), 'seo-live-stage-'));
  await cp(here('../../../.output/firefox-mv3'), copy, { recursive: true });
  await cp(here('answeringBackground.js'), path.join(copy, 'background.js'));
  const firefox = await launchFirefox({ extension: copy });
  // Any page of the extension may write its storage.
  const writer = await firefox.open('options.html');

  return {
    /** Opens a screen in the named state. */
    async show(screen: string, state: SeedName, { language, colorScheme }: Look): Promise<Page> {
      await firefox.privileged.preferColorScheme(colorScheme);
      const { local, session } = seedState(state, { language, now: new Date() });
      await writer.evaluate(
        async (kept, passing) => {
          await chrome.storage.local.clear();
          await chrome.storage.session.clear();
          await chrome.storage.local.set(kept);
          await chrome.storage.session.set(passing);
        },
        { ...local },
        { ...session },
      );
      return firefox.open(screen);
    },
    async close() {
      await firefox.close();
      await rm(copy, { recursive: true, force: true });
    },
  };
}
export type FirefoxStage = Awaited<ReturnType<typeof openFirefoxStage>>;

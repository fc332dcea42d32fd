import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { type Extension, type LaunchOptions, launchExtension } from '../browser/launchExtension.ts';
import { type SeedName, seedState } from '../seeds/seedStates.ts';
import { sampleAnswers } from './sampleReport.ts';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const built = process.env.SEO_LIVE_EXTENSION ?? here('../../../.output/chrome-mv3');

export interface StageOptions {
  language: 'en' | 'zh-TW';
  /** The times in the state are relative to it. */
  now?: Date;
  /** Answers of the background by message type; they replace the sample answers. */
  answers?: Record<string, unknown>;
}

/** Shows the built screens in any named state, without a server and without the real background. */
export async function openStage(options: LaunchOptions = {}) {
  const copy = await mkdtemp(path.join(tmpdir(), 'seo-live-stage-'));
  await cp(built, copy, { recursive: true });
  await cp(here('answeringBackground.js'), path.join(copy, 'background.js'));
  // A page without content, which can write the storage and opens quickly.
  await writeFile(path.join(copy, 'empty.html'), '<!doctype html><title>empty</title>');
  const extension: Extension = await launchExtension({ ...options, extension: copy });
  const page = await extension.context.newPage();

  return {
    page,
    /** Shows a screen, e.g. `report.html#job=…`, over the named state. */
    async show(
      screen: string,
      state: SeedName,
      { language, now = new Date(), answers }: StageOptions,
    ): Promise<Page> {
      const seed = seedState(state, { language, now });
      await page.goto(extension.url('empty.html'));
      await page.evaluate(
        async ({ local, session }) => {
          await chrome.storage.local.clear();
          await chrome.storage.session.clear();
          await chrome.storage.local.set(local);
          await chrome.storage.session.set(session);
        },
        { local: { ...seed.local, answers: { ...sampleAnswers, ...answers } }, session: seed.session },
      );
      await page.goto(extension.url(screen));
      await page.locator('#root > *').first().waitFor();
      return page;
    },
    async close() {
      await extension.close();
      await rm(copy, { recursive: true, force: true });
    },
  };
}
export type Stage = Awaited<ReturnType<typeof openStage>>;

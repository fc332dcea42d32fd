import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Worker } from '@playwright/test';
import { launchExtension } from '../browser/launchExtension.ts';
import { test as base } from './scene.ts';

interface Recorded {
  troubles: string[];
  asked: string[];
}

const built = fileURLToPath(new URL('../../../.output/chrome-mv3', import.meta.url));

/** Runs in the worker before the background, so it can use nothing from this module. */
function record(): void {
  const recorded: Recorded = { troubles: [], asked: [] };
  const { troubles, asked } = recorded;
  Object.assign(globalThis, { recorded });
  addEventListener('unhandledrejection', (event) => troubles.push(`rejection: ${String(event.reason)}`));
  addEventListener('error', (event) => troubles.push(`error: ${event.message}`));
  const { error } = console;
  console.error = (...words: unknown[]) => {
    troubles.push(`console: ${words.map(String).join(' ')}`);
    error(...words);
  };
  const { fetch, WebSocket } = globalThis;
  globalThis.fetch = (target, init) => {
    const url = target instanceof Request ? target.url : String(target);
    if (url.startsWith('http')) asked.push(`${init?.method ?? 'GET'} ${new URL(url).pathname}`);
    return fetch(target, init);
  };
  globalThis.WebSocket = new Proxy(WebSocket, {
    construct(target, args: [string]) {
      asked.push('SOCKET');
      return new target(...args);
    },
  });
}

/** A copy of the production build with the recorder before its background. */
export async function recordedBuild(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'seo-live-recorded-'));
  await cp(process.env.SEO_LIVE_EXTENSION ?? built, folder, { recursive: true });
  const background = path.join(folder, 'background.js');
  const code = await readFile(background, 'utf8');
  await writeFile(background, `(${record.toString()})();\n${code}`);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

const recordedBy = (worker: Worker): Promise<Recorded> =>
  worker.evaluate(() => (globalThis as unknown as { recorded: Recorded }).recorded);

/** Unhandled errors of this worker instance, since its start. */
export const troublesOf = async (worker: Worker): Promise<string[]> => (await recordedBy(worker)).troubles;

/** Every request it sent, answered or not, e.g. `GET /api/jobs`, or `SOCKET` for a live connection. */
export const askedBy = async (worker: Worker): Promise<string[]> => (await recordedBy(worker)).asked;

/** Tests whose browser has the recorded build. */
export const test = base.extend({
  extension: async ({ launch }, use) => {
    const build = await recordedBuild();
    const extension = await launchExtension({ ...launch, extension: build.folder });
    await use(extension);
    await extension.close();
    await build.remove();
  },
});

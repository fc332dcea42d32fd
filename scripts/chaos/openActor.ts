import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import type { Measured } from '../../lib/state/measured.ts';
import { type Extension, launchExtension } from '../../tests/support/browser/launchExtension.ts';
import type { ClientJob } from '../../tests/support/chaos/historyChecker.ts';
import { openPopup, pairByHand, poll } from '../../tests/support/screens/screens.ts';
import { instrumentBuild } from './instrumentBuild.ts';
import type { Fault } from './measureDelays.ts';
import { type Collector, openCollector } from './openCollector.ts';

const PAGE_MS = 15_000;

/** Acts as a person with a browser: starts scans in the popup. `watches`: keeps the popup open all the time. */
export async function openActor(options: { name: string; server: string; code: string; watches: boolean }) {
  const collector: Collector = await openCollector();
  const build = await instrumentBuild(collector.url);
  const profile = await mkdtemp(path.join(tmpdir(), 'seo-live-chaos-'));
  const faults: Fault[] = [];
  let launches = 0;
  let extension: Extension;
  let popup: Page | null = null;
  /** Kills workers while other commands to the browser are pending; null while there is no browser. */
  let debuggerSession: CDPSession | null = null;
  let killedAt = 0;
  /** Serialises the commands to the browser. */
  let previous: Promise<unknown> = Promise.resolve();
  const exclusive = <T>(run: () => Promise<T>): Promise<T> => {
    const next = previous.then(run, run);
    previous = next.catch(() => undefined);
    return next;
  };

  async function launch(): Promise<void> {
    launches += 1;
    collector.nameBrowser(`${options.name}${launches}`);
    extension = await launchExtension({ profile, extension: build });
    const page = extension.context.pages()[0] ?? (await extension.context.newPage());
    const session = await extension.context.newCDPSession(page);
    await session.send('ServiceWorker.enable');
    debuggerSession = session;
    popup = null;
  }
  async function openPopupAgain(): Promise<void> {
    if (!options.watches) return;
    popup = (await openPopup(extension)).page;
    await popup.bringToFront();
  }

  await launch();
  await pairByHand(extension!, options.server, options.code);
  await openPopupAgain();

  const read = async <T>(page: Page, area: 'local' | 'session', key: string): Promise<T> =>
    page.evaluate(async ([from, name]) => (await chrome.storage[from].get(name))[name] as T, [
      area,
      key,
    ] as const);
  const onPage = <T>(use: (page: Page) => Promise<T>): Promise<T> =>
    exclusive(async () => {
      const page = await extension.open('options.html');
      const found = await use(page);
      await page.close();
      return found;
    });

  return {
    name: options.name,
    watches: options.watches,
    collector,
    faults,
    /** Starts a scan as a person does: clicks again when the click was lost because the worker ended. */
    start: (url: string, rate: string, onClick: () => void): Promise<void> =>
      exclusive(async () => {
        const opened = popup ? null : await openPopup(extension);
        const page = popup ?? (opened?.page as Page);
        const known = async () => {
          const [intents, followed] = [
            await read<{ url: string }[] | undefined>(page, 'local', 'intents'),
            await read<{ url: string }[] | undefined>(page, 'local', 'followed'),
          ];
          return [...(intents ?? []), ...(followed ?? [])].some((row) => row.url === url);
        };
        for (let tries = 0; !(await known()); tries += 1) {
          if (tries > 5) throw new Error(`${url} could not be started`);
          if (!(await page.getByTestId('rate').isVisible())) await page.locator('button.fold').click();
          await page.getByTestId('rate').fill(rate);
          await page.getByTestId('url').fill(url);
          await page.getByTestId('start').click({ timeout: PAGE_MS });
          onClick();
          await poll(known, 4000).catch(() => undefined);
        }
        if (opened) await opened.page.close();
      }),
    /**
     * Kills the worker now. Returns the time and the phase of the connection; null when no worker was
     * running.
     */
    async kill(): Promise<{ at: number; phase: string } | null> {
      const startedAt = collector.records.findLast(({ kind }) => kind === 'started')?.at ?? 0;
      if (!debuggerSession || startedAt <= killedAt) return null;
      const [at, phase] = [Date.now(), collector.phase()];
      killedAt = at;
      try {
        await debuggerSession.send('ServiceWorker.stopAllWorkers');
      } catch {
        // The browser and its worker were closed at the same time.
        return null;
      }
      faults.push({ kind: 'a worker kill', from: at, to: Date.now() });
      return { at, phase };
    },
    restart: (): Promise<void> =>
      exclusive(async () => {
        const from = Date.now();
        debuggerSession = null;
        await extension.context.close();
        await launch();
        await openPopupAgain();
        faults.push({ kind: 'a browser restart', from, to: Date.now() });
      }),
    /** The states that the screens show now. */
    shown: (): Promise<ClientJob[]> =>
      onPage(async (page) => {
        type Shown = { job_id: string; epoch: string; seq: number; status: string };
        type Row = { key: string; jobId: string; end: Shown | null; notify: string };
        const followed = (await read<Row[] | undefined>(page, 'local', 'followed')) ?? [];
        const live = (await read<Record<string, Shown> | undefined>(page, 'session', 'live')) ?? {};
        return followed.flatMap(({ key, jobId, end, notify }) => {
          const state = end ?? live[key];
          if (!state) return [];
          return [
            { jobId, epoch: state.epoch, seq: state.seq, status: state.status, notified: notify === 'done' },
          ];
        });
      }),
    /** Counts the stored scans that were not sent yet, have not ended or were not notified about. */
    open: (): Promise<number> =>
      onPage(async (page) => {
        type Row = { end: unknown; gone: unknown; notify: string };
        const intents = (await read<unknown[] | undefined>(page, 'local', 'intents')) ?? [];
        const followed = (await read<Row[] | undefined>(page, 'local', 'followed')) ?? [];
        return (
          intents.length +
          followed.filter((job) => (!job.end && !job.gone) || job.notify === 'pending').length
        );
      }),
    /** The measurements of the extension itself, one entry for each day. */
    measured: () =>
      onPage(async (page) => (await read<Measured | undefined>(page, 'local', 'measured'))?.days ?? []),
    async close(): Promise<void> {
      debuggerSession = null;
      await exclusive(() => extension.context.close());
      await collector.close();
      for (const folder of [build, profile]) await rm(folder, { recursive: true, force: true });
    },
  };
}
export type Actor = Awaited<ReturnType<typeof openActor>>;

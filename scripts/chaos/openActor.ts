import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import type { Measured } from '../../lib/state/measured.ts';
import { type Extension, launchExtension } from '../../tests/support/browser/launchExtension.ts';
import type { ClientJob } from '../../tests/support/chaos/historyChecker.ts';
import { openPopup, pairByHand, poll } from '../../tests/support/screens/screens.ts';
import { instrument } from './instrumentBuild.ts';
import type { Trouble } from './measureDelays.ts';
import { type Collector, openCollector } from './openCollector.ts';

const PAGE_MS = 15_000;

/** A person with a browser: starts scans by the popup, and looks at it all the time or not at all. */
export async function openActor(options: { name: string; server: string; code: string; looks: boolean }) {
  const collector: Collector = await openCollector();
  const build = await instrument(collector.url);
  const profile = await mkdtemp(path.join(tmpdir(), 'seo-live-chaos-'));
  const troubles: Trouble[] = [];
  let lives = 0;
  let extension: Extension;
  let popup: Page | null = null;
  /** Ends workers at once, whatever else is done to the browser meanwhile; null while there is no browser. */
  let executioner: CDPSession | null = null;
  let killedAt = 0;
  /** What is done to the browser is done one after the other. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const next = turn.then(run, run);
    turn = next.catch(() => undefined);
    return next;
  };

  async function launch(): Promise<void> {
    lives += 1;
    collector.nameBrowser(`${options.name}${lives}`);
    extension = await launchExtension({ profile, extension: build });
    const page = extension.context.pages()[0] ?? (await extension.context.newPage());
    const session = await extension.context.newCDPSession(page);
    await session.send('ServiceWorker.enable');
    executioner = session;
    popup = null;
  }
  async function look(): Promise<void> {
    if (!options.looks) return;
    popup = (await openPopup(extension)).page;
    await popup.bringToFront();
  }

  await launch();
  await pairByHand(extension!, options.server, options.code);
  await look();

  const read = async <T>(page: Page, area: 'local' | 'session', key: string): Promise<T> =>
    page.evaluate(async ([from, name]) => (await chrome.storage[from].get(name))[name] as T, [
      area,
      key,
    ] as const);
  const onPage = <T>(look: (page: Page) => Promise<T>): Promise<T> =>
    inTurn(async () => {
      const page = await extension.open('options.html');
      const found = await look(page);
      await page.close();
      return found;
    });

  return {
    name: options.name,
    looks: options.looks,
    collector,
    troubles,
    /** Starts a scan as a person does: where the click was lost with the worker, they click again. */
    start: (url: string, rate: string, onClick: () => void): Promise<void> =>
      inTurn(async () => {
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
     * Ends the worker's life now. Answers when that was and what the connection was in; null when there was
     * no life to end.
     */
    async kill(): Promise<{ at: number; phase: string } | null> {
      const bornAt = collector.records.findLast(({ kind }) => kind === 'born')?.at ?? 0;
      if (!executioner || bornAt <= killedAt) return null;
      const [at, phase] = [Date.now(), collector.phase()];
      killedAt = at;
      try {
        await executioner.send('ServiceWorker.stopAllWorkers');
      } catch {
        // The browser was closed in this moment, and the worker with it.
        return null;
      }
      troubles.push({ kind: 'a worker kill', from: at, to: Date.now() });
      return { at, phase };
    },
    restart: (): Promise<void> =>
      inTurn(async () => {
        const from = Date.now();
        executioner = null;
        await extension.context.close();
        await launch();
        await look();
        troubles.push({ kind: 'a browser restart', from, to: Date.now() });
      }),
    /** What the person would see now. */
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
            { jobId, epoch: state.epoch, seq: state.seq, status: state.status, told: notify === 'done' },
          ];
        });
      }),
    /** Scans that are still to be sent or have not ended, as far as stored. */
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
    /** What the product itself has counted, to the paint and with outages apart as it knows them; a day each. */
    measured: () =>
      onPage(async (page) => (await read<Measured | undefined>(page, 'local', 'measured'))?.days ?? []),
    async close(): Promise<void> {
      executioner = null;
      await inTurn(() => extension.context.close());
      await collector.close();
      for (const folder of [build, profile]) await rm(folder, { recursive: true, force: true });
    },
  };
}
export type Actor = Awaited<ReturnType<typeof openActor>>;

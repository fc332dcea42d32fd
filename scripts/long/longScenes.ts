import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { startPacedServer } from '../../bench/support/startPacedServer.ts';
import { callApi } from '../../tests/support/server/callApi.ts';
import type { ServerProcess } from '../../tests/support/server/serverProcess.ts';
import { createLives, type Lives } from './createInstanceLog.ts';

/** A browser on a profile that follows a scan. */
export interface WatchedBrowser {
  /** Is the background there? Null where nobody can see it from outside. */
  isAwake(): Promise<boolean | null>;
  /** Ends it as if by chance. */
  endBackground?(): Promise<unknown>;
  close(): Promise<void>;
}

/** How a browser is made ready and started for a scene. */
export interface LongBrowser {
  prepare(server: ServerProcess, user: string): Promise<string>;
  open(profile: string): WatchedBrowser | Promise<WatchedBrowser>;
}

export interface Outcome {
  name: string;
  ok: boolean;
  figures: Record<string, unknown>;
}

/** So quiet that nothing a scan says keeps the worker awake: an update every 200 s. */
const QUIET = { rate: 0.005, seconds: 3600 };
const CONNECT_WITHIN_MS = 60_000;

async function until(what: string, is: () => boolean | Promise<boolean>, withinMs: number): Promise<number> {
  const began = Date.now();
  while (!(await is())) {
    if (Date.now() - began > withinMs) throw new Error(`${what}: not within ${withinMs / 1000} s`);
    await wait(200);
  }
  return Date.now() - began;
}

interface Scene {
  server: ServerProcess;
  lives: Lives;
  browser: WatchedBrowser;
  user: string;
}

/** A browser that is live on a scan which hardly says anything. */
async function withBrowser(
  { prepare, open }: LongBrowser,
  name: string,
  pingMs: number,
  run: (scene: Scene) => Promise<Omit<Outcome, 'name'>>,
): Promise<Outcome> {
  const lives = createLives();
  const env = { LOG_LEVEL: 'info', WEBSOCKET_PING_INTERVAL_MS: String(pingMs) };
  const server = await startPacedServer(QUIET, env, lives.onLog);
  const user = `ping${pingMs}`;
  let profile = '';
  let browser: WatchedBrowser | null = null;
  try {
    profile = await prepare(server, user);
    const began = Date.now();
    browser = await open(profile);
    await until('the browser connects', () => lives.since(began).boots.length > 0, CONNECT_WITHIN_MS);
    return { name, ...(await run({ server, lives, browser, user })) };
  } catch (error) {
    return { name, ok: false, figures: { error: String(error) } };
  } finally {
    await browser?.close();
    await server.close();
    if (profile) await rm(profile, { recursive: true, force: true });
  }
}

/** With a scan to follow, one life of the background lasts. */
export const oneLife = (kind: LongBrowser, pingMs: number, minutes: number): Promise<Outcome> =>
  withBrowser(kind, `one life at a ping of ${pingMs / 1000} s`, pingMs, async ({ lives, browser }) => {
    const began = Date.now();
    const first = lives.connected.at(-1)?.bootId;
    await wait(minutes * 60_000);
    const { boots, closed } = lives.since(began);
    const alive = await browser.isAwake();
    return {
      ok: boots.length === 0 && closed === 0 && alive !== false,
      figures: { minutes, boot_id: first, new_boot_ids: boots.length, sockets_closed: closed, alive },
    };
  });

/** When the last scan has ended the socket closes and the background is gone; it comes back for nothing. */
export const sleeps = (kind: LongBrowser): Promise<Outcome> =>
  withBrowser(kind, 'asleep without a scan', 20_000, async ({ server, lives, browser, user }) => {
    const token = await server.token(user);
    const { body } = await callApi<{ jobs: { job_id: string }[] }>(server, token, '/api/jobs');
    const awakeBefore = await browser.isAwake();
    const began = Date.now();
    await callApi(server, token, `/api/jobs/${body.jobs[0]?.job_id}/cancel`, { method: 'POST' });
    const closedAfter = await until('the socket closes', () => lives.since(began).closed > 0, 60_000);
    const isAsleep = async () => (await browser.isAwake()) === false;
    const asleepAfter = closedAfter + (await until('the background sleeps', isAsleep, 60_000));
    await wait(60_000);
    const { boots } = lives.since(began);
    const stillAsleep = await isAsleep();
    return {
      ok: awakeBefore === true && asleepAfter <= 60_000 && boots.length === 0 && stillAsleep,
      figures: {
        awake_before: awakeBefore,
        socket_closed_after_ms: closedAfter,
        asleep_after_ms: asleepAfter,
        asleep_a_minute_later: stillAsleep,
        connected_again: boots.length,
      },
    };
  });

/** A background that dies, with no screen open: only the alarm can bring it back. */
export const wokenByAlarm = (kind: LongBrowser, kills: number): Promise<Outcome> =>
  withBrowser(kind, 'woken by the alarm alone', 20_000, async ({ lives, browser }) => {
    const tookMs: number[] = [];
    for (let n = 0; n < kills; n += 1) {
      await wait(5000);
      const killed = Date.now();
      await browser.endBackground?.();
      tookMs.push(await until('a new life connects', () => lives.since(killed).boots.length > 0, 90_000));
    }
    return { ok: Math.max(...tookMs) <= 45_000, figures: { kills, back_after_ms: tookMs } };
  });

import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { startPacedServer } from '../../bench/support/startPacedServer.ts';
import { callApi } from '../../tests/support/server/callApi.ts';
import type { ServerProcess } from '../../tests/support/server/serverProcess.ts';
import { createInstanceLog, type InstanceLog } from './createInstanceLog.ts';

/** A browser on a profile that follows a scan. */
export interface WatchedBrowser {
  /** Whether the background runs. Null when it cannot be seen from outside. */
  isAwake(): Promise<boolean | null>;
  /** Kills the background. */
  endBackground?(): Promise<unknown>;
  close(): Promise<void>;
}

/** How a browser is prepared and started for a scene. */
export interface LongBrowser {
  prepare(server: ServerProcess, user: string): Promise<string>;
  open(profile: string): WatchedBrowser | Promise<WatchedBrowser>;
}

export interface Outcome {
  name: string;
  ok: boolean;
  figures: Record<string, unknown>;
}

/** An update every 200 s, so that updates do not keep the worker awake. */
const QUIET = { rate: 0.005, seconds: 3600 };
const CONNECT_WITHIN_MS = 60_000;

async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  withinMs: number,
): Promise<number> {
  const began = Date.now();
  while (!(await condition())) {
    if (Date.now() - began > withinMs) throw new Error(`${what}: not within ${withinMs / 1000} s`);
    await wait(200);
  }
  return Date.now() - began;
}

interface Scene {
  server: ServerProcess;
  instances: InstanceLog;
  browser: WatchedBrowser;
  user: string;
}

/** Runs a scene in a browser with a live connection and a scan with few updates. */
async function withBrowser(
  { prepare, open }: LongBrowser,
  name: string,
  pingMs: number,
  run: (scene: Scene) => Promise<Omit<Outcome, 'name'>>,
): Promise<Outcome> {
  const instances = createInstanceLog();
  const env = { LOG_LEVEL: 'info', WEBSOCKET_PING_INTERVAL_MS: String(pingMs) };
  const server = await startPacedServer(QUIET, env, instances.onLog);
  const user = `ping${pingMs}`;
  let profile = '';
  let browser: WatchedBrowser | null = null;
  try {
    profile = await prepare(server, user);
    const began = Date.now();
    browser = await open(profile);
    await until('the browser connects', () => instances.since(began).boots.length > 0, CONNECT_WITHIN_MS);
    return { name, ...(await run({ server, instances, browser, user })) };
  } catch (error) {
    return { name, ok: false, figures: { error: String(error) } };
  } finally {
    await browser?.close();
    await server.close();
    if (profile) await rm(profile, { recursive: true, force: true });
  }
}

/** While a scan is followed, the same worker instance keeps running. */
const oneInstance = (kind: LongBrowser, pingMs: number, minutes: number): Promise<Outcome> =>
  withBrowser(
    kind,
    `one worker instance at a ping of ${pingMs / 1000} s`,
    pingMs,
    async ({ instances, browser }) => {
      const began = Date.now();
      const first = instances.connected.at(-1)?.bootId;
      await wait(minutes * 60_000);
      const { boots, closed } = instances.since(began);
      const alive = await browser.isAwake();
      return {
        ok: boots.length === 0 && closed === 0 && alive !== false,
        figures: { minutes, boot_id: first, new_boot_ids: boots.length, sockets_closed: closed, alive },
      };
    },
  );

/** After the end of the last scan the socket closes, the background stops, and it does not start again. */
const sleeps = (kind: LongBrowser): Promise<Outcome> =>
  withBrowser(kind, 'asleep without a scan', 20_000, async ({ server, instances, browser, user }) => {
    const token = await server.token(user);
    const { body } = await callApi<{ jobs: { job_id: string }[] }>(server, token, '/api/jobs');
    const awakeBefore = await browser.isAwake();
    const began = Date.now();
    await callApi(server, token, `/api/jobs/${body.jobs[0]?.job_id}/cancel`, { method: 'POST' });
    const closedAfter = await until('the socket closes', () => instances.since(began).closed > 0, 60_000);
    const isAsleep = async () => (await browser.isAwake()) === false;
    const asleepAfter = closedAfter + (await until('the background sleeps', isAsleep, 60_000));
    await wait(60_000);
    const { boots } = instances.since(began);
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

/** After a kill of the background with no screen open, the alarm starts it again. */
const wokenByAlarm = (kind: LongBrowser, kills: number): Promise<Outcome> =>
  withBrowser(kind, 'woken by the alarm alone', 20_000, async ({ instances, browser }) => {
    const tookMs: number[] = [];
    for (let count = 0; count < kills; count += 1) {
      await wait(5000);
      const killed = Date.now();
      await browser.endBackground?.();
      tookMs.push(
        await until('a new worker instance connects', () => instances.since(killed).boots.length > 0, 90_000),
      );
    }
    return { ok: Math.max(...tookMs) <= 45_000, figures: { kills, back_after_ms: tookMs } };
  });

export const longScenes = { oneInstance, sleeps, wokenByAlarm };

import { cpus } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { killWorker } from '../../tests/support/browser/killWorker.ts';
import { launchExtension } from '../../tests/support/browser/launchExtension.ts';
import { openFaultProxy } from '../../tests/support/proxies/faultProxy.ts';
import { openPopup, pairByHand, poll } from '../../tests/support/screens/screens.ts';
import { callApi } from '../../tests/support/server/callApi.ts';
import type { Bench } from '../support/bench.ts';
import { startPacedServer } from '../support/startPacedServer.ts';
import { percentile, spreadOf } from '../support/stats.ts';
import { watchPaint } from '../support/watchPaint.ts';
import { recoveredAt } from './recoveredAt.ts';

const RATE = 10;
const MAX_KILL_P95_MS = 1000;
const DROP_MS = 2000;
const RECOVER_WITHIN_MS = 60_000;
/** Longer than a connection needs to count as stable, so that each fault starts with a new backoff. */
const CALM_MS = 11_000;

/**
 * Measures recovery while the popup stays open. The faults are a worker kill, a cut of the path for 2 s, and a
 * server kill with a restart. The time counts from the worker kill, or from the moment when the server is
 * reachable again, until the popup shows an update that was made later. Updates come every 100 ms, so each
 * figure includes up to 100 ms without an update to show.
 */
export const recoveryBench: Bench = async ({ runs, say }) => {
  const repeats = { kill: runs * 3, drop: runs, restart: runs };
  const seconds = 3600;
  const server = await startPacedServer({ rate: RATE, seconds });
  const proxy = await openFaultProxy(server.port);
  const extension = await launchExtension();
  try {
    const { code } = await server.pair('anna');
    await pairByHand(extension, proxy.url, code);
    const popup = await openPopup(extension);
    await popup.page.bringToFront();
    const painted = await watchPaint(popup.page);
    const token = await server.token('anna');
    let startedAt = Number.NaN;

    /** Starts a new scan for each restart, because the server ends a scan that saw too many crashes. */
    const begin = async (round: string) => {
      await popup.start(`https://${round}.example/`);
      await popup.page.getByTestId('progress-line').waitFor();
      const { body } = await callApi<{ jobs: { created_at: string }[] }>(server, token, '/api/jobs');
      startedAt = Date.parse(body.jobs[0]?.created_at ?? '');
    };
    const cancel = async () => {
      await popup.cancel();
      await popup.jobs.first().waitFor({ state: 'detached' });
    };
    /** Milliseconds from `from` until an update made after `fault` is painted. */
    const untilRecovered = async (fault: number, from: number): Promise<number> => {
      let at: number | undefined;
      const isRecovered = async () => {
        at = recoveredAt(await painted(fault), fault, { startedAt, rate: RATE });
        return at !== undefined;
      };
      await poll(isRecovered, RECOVER_WITHIN_MS, 20);
      return (at ?? Number.NaN) - from;
    };

    const took: Record<keyof typeof repeats, number[]> = { kill: [], drop: [], restart: [] };
    await begin('first');
    for (let round = 0; round < repeats.kill; round += 1) {
      await wait(CALM_MS / 3);
      const from = Date.now();
      await killWorker(popup.page);
      // The worker ended before now, so an update must be newer than now. The time counts from before the kill.
      took.kill.push(await untilRecovered(Date.now(), from));
    }
    for (let round = 0; round < repeats.drop; round += 1) {
      await wait(CALM_MS);
      await proxy.set('refused');
      await wait(DROP_MS);
      await proxy.set('open');
      const back = Date.now();
      took.drop.push(await untilRecovered(back, back));
    }
    for (let round = 0; round < repeats.restart; round += 1) {
      await wait(CALM_MS);
      await server.kill();
      await server.start();
      const back = Date.now();
      took.restart.push(await untilRecovered(back, back));
      await cancel();
      await begin(`after-${round}`);
    }
    for (const [fault, times] of Object.entries(took)) say(`${fault}: ${times.join(' ')}`);

    const at = (fault: keyof typeof repeats, share: number) => percentile(took[fault], share);
    const figures = {
      kill_p50_ms: at('kill', 0.5),
      kill_p95_ms: at('kill', 0.95),
      drop_2s_p50_ms: at('drop', 0.5),
      drop_2s_p95_ms: at('drop', 0.95),
      restart_p50_ms: at('restart', 0.5),
      restart_p95_ms: at('restart', 0.95),
    };
    return {
      failures:
        figures.kill_p95_ms <= MAX_KILL_P95_MS
          ? []
          : [`p95 after a kill is ${figures.kill_p95_ms} ms; the limit is ${MAX_KILL_P95_MS}`],
      result: {
        bench: 'recovery',
        figures,
        peers: {},
        ratios: {},
        spread: {
          kill_p50_ms: spreadOf(took.kill),
          drop_2s_p50_ms: spreadOf(took.drop),
          restart_p50_ms: spreadOf(took.restart),
        },
        runs,
        node: process.version,
        cores: cpus().length,
      },
    };
  } finally {
    await extension.close();
    await proxy.close();
    await server.close();
  }
};

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
import { rightAt } from './recoveredAt.ts';

const RATE = 10;
const MAX_KILL_P95_MS = 1000;
const DROP_MS = 2000;
const PATIENCE_MS = 60_000;
/** Longer than a connection needs to be called stable: each fault meets a fresh backoff. */
const CALM_MS = 11_000;

/**
 * The popup stays open while the worker is killed, the path is cut for 2 s, the server is killed and
 * started again: time from the kill of the worker, or from the moment that the server can be reached again,
 * until the popup shows an update that was made after it. So each figure has up to 100 ms in it in which
 * there was no update to show.
 */
export const recoveryBench: Bench = async ({ runs, say }) => {
  const rounds = { kill: runs * 3, drop: runs, restart: runs };
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

    /** A new scan each time: one that survives too many crashes of its server is ended by it. */
    const begin = async (round: string) => {
      await popup.start(`https://${round}.example/`);
      await popup.page.getByTestId('progress-line').waitFor();
      const { body } = await callApi<{ jobs: { created_at: string }[] }>(server, token, '/api/jobs');
      startedAt = Date.parse(body.jobs[0]?.created_at ?? '');
    };
    const cancel = async () => {
      await popup.jobs
        .first()
        .getByRole('button', { name: /^Cancel/ })
        .click();
      await popup.jobs.first().waitFor({ state: 'detached' });
    };
    /** Milliseconds from `from` until something is painted that was made after `fault`. */
    const rightAgain = async (fault: number, from: number): Promise<number> => {
      let at: number | undefined;
      const isRight = async () => {
        at = rightAt(await painted(fault), fault, { startedAt, rate: RATE });
        return at !== undefined;
      };
      await poll(isRight, PATIENCE_MS, 20);
      return (at ?? Number.NaN) - from;
    };

    const took: Record<keyof typeof rounds, number[]> = { kill: [], drop: [], restart: [] };
    await begin('first');
    for (let round = 0; round < rounds.kill; round += 1) {
      await wait(CALM_MS / 3);
      const from = Date.now();
      await killWorker(popup.page);
      // It was dead by now at the latest: what counts must be newer, and the time runs from before.
      took.kill.push(await rightAgain(Date.now(), from));
    }
    for (let round = 0; round < rounds.drop; round += 1) {
      await wait(CALM_MS);
      await proxy.set('refused');
      await wait(DROP_MS);
      await proxy.set('open');
      const back = Date.now();
      took.drop.push(await rightAgain(back, back));
    }
    for (let round = 0; round < rounds.restart; round += 1) {
      await wait(CALM_MS);
      await server.kill();
      await server.start();
      const back = Date.now();
      took.restart.push(await rightAgain(back, back));
      await cancel();
      await begin(`after-${round}`);
    }
    for (const [fault, times] of Object.entries(took)) say(`${fault}: ${times.join(' ')}`);

    const at = (fault: keyof typeof rounds, share: number) => percentile(took[fault], share);
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

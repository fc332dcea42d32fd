import { cpus } from 'node:os';
import { type Extension, launchExtension } from '../../tests/support/browser/launchExtension.ts';
import { openPopup, pairByHand } from '../../tests/support/screens/screens.ts';
import { connectSocket } from '../../tests/support/server/connectSocket.ts';
import type { ServerProcess } from '../../tests/support/server/serverProcess.ts';
import type { Bench } from '../support/bench.ts';
import { madeAt } from '../support/createPacedSteps.ts';
import { startPacedServer } from '../support/startPacedServer.ts';
import { round } from '../support/stats.ts';
import { watchBadge, watchPaint } from '../support/watchPaint.ts';
import { type Followed, figuresOf, judgeLatency, type Update, WARM_UP_MS } from './latencyFigures.ts';

const RATE = 10;
/** A scan already runs before the benchmark can join its room. */
const LISTEN_WITHIN_S = 5;

/** Joins the room of the user's newest scan and collects its updates. */
async function listen(server: ServerProcess, user: string): Promise<() => Update[]> {
  const token = await server.token(user);
  const answer = await fetch(`${server.url}/api/jobs`, { headers: { authorization: `Bearer ${token}` } });
  const { jobs } = (await answer.json()) as { jobs: { job_id: string }[] };
  const updates: Update[] = [];
  const socket = await connectSocket(server.url, { token });
  socket.on('job_progress', ({ timestamp, progress, detail }) => {
    if (detail?.phase !== 'crawling') return;
    updates.push({
      value: detail.pages.crawled,
      percent: Math.floor(progress),
      madeAt: madeAt(detail.current_urls[0]),
      appendedAt: Date.parse(timestamp),
    });
  });
  await socket.emitWithAck('join_job', { job_id: jobs[0]?.job_id ?? '' });
  return () => {
    socket.disconnect();
    return updates;
  };
}

async function switchToPolling(extension: Extension): Promise<void> {
  const page = await extension.open('options.html');
  await page.evaluate(async () => {
    const data = { enableWebSocket: false, fallbackPollingInterval: 5000 };
    await chrome.runtime.sendMessage({ id: 1, type: 'saveConfig', data, timestamp: Date.now() });
  });
  await page.close();
}

/** Opens a browser, starts a scan and follows it until the end. */
async function follow(
  server: ServerProcess,
  user: string,
  polling: boolean,
  seconds: number,
): Promise<Followed> {
  const extension = await launchExtension();
  try {
    const { server: url, code } = await server.pair(user);
    await pairByHand(extension, url, code);
    if (polling) await switchToPolling(extension);
    const popup = await openPopup(extension);
    await popup.page.bringToFront();
    const painted = await watchPaint(popup.page);
    const badges = await watchBadge(await extension.worker());
    await popup.start(`https://${user}.example/`);
    await popup.page.getByTestId('progress-line').waitFor();
    const updates = await listen(server, user);
    await popup.earlier.first().waitFor({ timeout: (seconds + 30) * 1000 });
    return { painted: await painted(), badges: await badges(), updates: updates() };
  } finally {
    await extension.close();
  }
}

/**
 * Measures the time from the append to the log until the popup paints the count of pages, in two real browsers:
 * one gets live updates, the other polls every 5 s. Both use the clock of the same machine.
 */
export const latencyBench: Bench = async ({ seconds, say }) => {
  const ranSeconds = seconds + WARM_UP_MS / 1000 + LISTEN_WITHIN_S;
  const server = await startPacedServer({ rate: RATE, seconds: ranSeconds });
  try {
    const [live, polled] = await Promise.all([
      follow(server, 'anna', false, ranSeconds),
      follow(server, 'bo', true, ranSeconds),
    ]);
    const [ours, polling] = [figuresOf(live), figuresOf(polled)];
    const { figures } = ours;
    say(`${figures.measured} of ${figures.updates} updates seen, ${polling.figures.measured} by polling`);
    return {
      failures: judgeLatency(figures, { seconds, ranSeconds, rate: RATE }),
      result: {
        bench: 'latency',
        figures,
        peers: { polling_5s: polling.figures },
        ratios: { polling_5s: round(figures.p95_ms / polling.figures.p95_ms, 4) },
        // Both run once, at the same time. Lowest, middle and highest are of the updates of that run.
        spread: {
          ...ours.spread,
          'polling_5s.p50_ms': polling.spread.p50_ms,
          'polling_5s.badge_p50_ms': polling.spread.badge_p50_ms,
        },
        runs: 1,
        node: process.version,
        cores: cpus().length,
      },
    };
  } finally {
    await server.close();
  }
};

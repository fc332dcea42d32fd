import { cpus } from 'node:os';
import { connectSocket } from '../../tests/support/connectSocket.ts';
import { type Extension, launchExtension } from '../../tests/support/launchExtension.ts';
import { openPopup, pairByHand } from '../../tests/support/screens.ts';
import type { ServerProcess } from '../../tests/support/serverProcess.ts';
import { madeAt } from '../support/pacedSteps.ts';
import { startPacedServer } from '../support/startPacedServer.ts';
import { percentile, round } from '../support/stats.ts';
import type { Bench } from '../support/types.ts';
import { type Seen, watchBadge, watchPaint } from '../support/watchPaint.ts';

const RATE = 10;
const MAX_P99_MS = 100;
/** Opening the socket and painting the first card are not updates. */
const WARM_UP_MS = 3000;

interface Update {
  value: number;
  percent: number;
  madeAt: number;
  appendedAt: number;
}

/** What the log of the user's newest scan got, heard as any member of its room hears it. */
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

/** One browser that follows a scan of its own until the end. */
async function follow(server: ServerProcess, user: string, polling: boolean, seconds: number) {
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

/** Milliseconds from `from` of each update until something at least as new was seen. */
function delays(updates: Update[], seen: Seen[], of: 'value' | 'percent', from: 'madeAt' | 'appendedAt') {
  const first = updates[0]?.appendedAt ?? 0;
  const told = new Set<number>();
  return updates.flatMap((update) => {
    // The badge has whole percents only: the update that brought one counts.
    const known = of === 'percent' && told.has(update.percent);
    told.add(update.percent);
    if (known || update.appendedAt < first + WARM_UP_MS) return [];
    const shown = seen.find(({ value, at }) => value >= update[of] && at >= update.appendedAt);
    return shown ? [shown.at - update[from]] : [];
  });
}

function figuresOf({ painted, badges, updates }: Awaited<ReturnType<typeof follow>>) {
  const shown = delays(updates, painted, 'value', 'appendedAt');
  return {
    updates: updates.length,
    measured: shown.length,
    p50_ms: percentile(shown, 0.5),
    p95_ms: percentile(shown, 0.95),
    p99_ms: percentile(shown, 0.99),
    coalesce_p99_ms: percentile(
      updates.map((update) => update.appendedAt - update.madeAt),
      0.99,
    ),
    total_p99_ms: percentile(delays(updates, painted, 'value', 'madeAt'), 0.99),
    badge_p95_ms: percentile(delays(updates, badges, 'percent', 'appendedAt'), 0.95),
  };
}

/**
 * From the append to the log until the count of pages is painted in the popup, in a real browser: one that
 * gets live updates and, beside it, one that polls every 5 s. All on one machine's clock.
 */
export const latencyBench: Bench = async ({ seconds, say }) => {
  const server = await startPacedServer({ rate: RATE, seconds: seconds + WARM_UP_MS / 1000 });
  try {
    const [live, polled] = await Promise.all([
      follow(server, 'anna', false, seconds),
      follow(server, 'bo', true, seconds),
    ]);
    const [figures, polling] = [figuresOf(live), figuresOf(polled)];
    say(`${figures.measured} of ${figures.updates} updates measured, ${polling.measured} by polling`);
    const failures: string[] = [];
    if (!(figures.p99_ms < MAX_P99_MS)) failures.push(`p99 ${figures.p99_ms} ms; the limit is ${MAX_P99_MS}`);
    if (figures.measured < seconds * RATE * 0.8) failures.push(`only ${figures.measured} updates were seen`);
    return {
      failures,
      result: {
        bench: 'latency',
        figures,
        peers: { polling_5s: polling },
        ratios: { polling_5s: round(figures.p95_ms / polling.p95_ms, 4) },
        spread: {},
        runs: 1,
        node: process.version,
        cores: cpus().length,
      },
    };
  } finally {
    await server.close();
  }
};

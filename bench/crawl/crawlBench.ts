import { cpus } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { startServer } from '../../tests/support/server/serverProcess.ts';
import type { Bench } from '../support/bench.ts';
import { forkScript } from '../support/forkScript.ts';
import { median, round, spreadOf } from '../support/stats.ts';

const MIN_RATIO = 0.35;
const MAX_RSS_MB = 350;

interface Run {
  pages: number;
  seconds: number;
  rssMb: number;
}

/** Scans with the whole server: start by REST, checks, store, events, analysis, report. */
async function runOurs(origin: string, pages: number): Promise<Run> {
  const server = await startServer({
    env: { SCAN_RATE_PER_HOST: '10000', SCAN_MAX_PAGES: '100000', REQUESTS_PER_MINUTE: '1000000' },
  });
  try {
    const headers = {
      authorization: `Bearer ${await server.token('bench')}`,
      'content-type': 'application/json',
    };
    const body = JSON.stringify({
      url: `${origin}/page/0`,
      mode: 'site',
      options: { max_pages: pages, max_depth: 100, rate_per_s: 10_000 },
    });
    const started = Date.now();
    const start = await fetch(`${server.url}/api/jobs`, { method: 'POST', headers, body });
    if (!start.ok) throw new Error(`The scan did not start: ${await start.text()}`);
    const { job } = (await start.json()) as { job: { job_id: string } };
    for (;;) {
      const answer = await fetch(`${server.url}/api/jobs/${job.job_id}/status`, { headers });
      const status = (await answer.json()) as {
        ended: boolean;
        status: string;
        timestamp: string;
        detail: { pages: { crawled: number } };
      };
      if (status.ended) {
        const seconds = (Date.parse(status.timestamp) - started) / 1000;
        if (status.status !== 'completed') throw new Error(`The scan ended as ${status.status}`);
        return { pages: status.detail.pages.crawled, seconds, rssMb: await server.peakRssMb() };
      }
      // The time of the end comes from the last message, so frequent requests are not needed.
      await wait(200);
    }
  } finally {
    await server.close();
  }
}

async function runBareLoop(origin: string, pages: number): Promise<Omit<Run, 'rssMb'>> {
  const script = new URL('./bareLoop.ts', import.meta.url);
  const { message } = await forkScript<{ pages: number; seconds: number }>(script, [origin, String(pages)]);
  return message;
}

/** Runs both sides alternately (A B A B …); the first round is a warm-up and does not count. */
export const crawlBench: Bench = async ({ pages, runs, say }) => {
  const site = await forkScript<string>(new URL('./benchSite.ts', import.meta.url), [String(pages)]);
  const ours: Run[] = [];
  const bare: Omit<Run, 'rssMb'>[] = [];
  try {
    for (let index = 0; index <= runs; index += 1) {
      const a = await runOurs(site.message, pages);
      const b = await runBareLoop(site.message, pages);
      say(
        `round ${index}${index === 0 ? ' (warm-up)' : ''}: ours ${rate(a)}/s of ${a.pages}, bare loop ${rate(b)}/s of ${b.pages}`,
      );
      if (a.pages !== b.pages)
        throw new Error(`The sides did different work: ${a.pages} and ${b.pages} pages`);
      if (index === 0 && runs > 1) continue;
      ours.push(a);
      bare.push(b);
    }
  } finally {
    site.child.disconnect();
  }
  const figures = { pages_per_s: median(ours.map(rate)), rss_mb: median(ours.map((run) => run.rssMb)) };
  const bareFigures = { pages_per_s: median(bare.map(rate)) };
  const ratio = round(figures.pages_per_s / bareFigures.pages_per_s);
  const failures: string[] = [];
  if (ratio < MIN_RATIO) failures.push(`${ratio} of the bare loop; the limit is ${MIN_RATIO}`);
  if (figures.rss_mb > MAX_RSS_MB) failures.push(`${figures.rss_mb} MB; the limit is ${MAX_RSS_MB} MB`);
  return {
    failures,
    result: {
      bench: 'crawl',
      figures,
      peers: { bare_loop: bareFigures },
      ratios: { bare_loop: ratio },
      spread: {
        pages_per_s: spreadOf(ours.map(rate)),
        rss_mb: spreadOf(ours.map((run) => run.rssMb)),
        'bare_loop.pages_per_s': spreadOf(bare.map(rate)),
      },
      runs,
      node: process.version,
      cores: cpus().length,
    },
  };
};

const rate = (run: { pages: number; seconds: number }) => round(run.pages / run.seconds, 1);

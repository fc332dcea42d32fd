import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { JobStatusAnswer } from '@seo-live/protocol';
import { callApi } from '../server/callApi.ts';
import { type ServerProcess, startServer } from '../server/serverProcess.ts';
import { startSmallSite } from '../sites/smallSite.ts';
import { createHonestClient, type HonestFigures } from './createHonestClient.ts';
import { hostileAnswers } from './hostileAnswers.ts';
import { hostileFiles } from './hostileFiles.ts';
import { hostilePages } from './hostilePages.ts';
import { type HostileSite, startHostileSite } from './hostileSite.ts';

export const hostileSites: Record<string, HostileSite> = {
  ...hostileAnswers,
  ...hostileFiles,
  ...hostilePages,
};

export interface HostileSize {
  /** Share of the full size of each site. */
  scale: number;
  maxPages: number;
  /** Sites that are scanned at the same time. */
  atOnce: number;
  /** Settings of the server. */
  env: Record<string, string>;
}

export const fullSize: HostileSize = { scale: 1, maxPages: 300, atOnce: 1, env: {} };
export const smallSize: HostileSize = {
  scale: 0.02,
  maxPages: 20,
  atOnce: 4,
  env: {
    SCAN_TIMEOUT_MS: '1500',
    SCAN_RETRY_AFTER_MS: '0',
    SCAN_CONCURRENT: '8',
    SCAN_CONCURRENT_PER_USER: '4',
  },
};

/** The short battery leaves out a site whose crawl delay is kept at its longest, 30 s before each request. */
export const smallSites = Object.keys(hostileSites).filter((name) => name !== 'hugeCrawlDelay');

/** How the scan of one hostile site went. */
export interface HostileScan {
  site: string;
  /** `unfinished` when it did not end in time. */
  status: string;
  code: string | null;
  pages: number;
  discovered: number;
  seconds: number;
  sentMb: number;
  /** How much the database has grown meanwhile. */
  diskMb: number;
  /** Whether a report or an error says how it ended. */
  hasWords: boolean;
}

export interface HostileResult {
  lived: boolean;
  peakRssMb: number;
  /** How much the database has grown. */
  diskMb: number;
  scans: HostileScan[];
  honest: HonestFigures;
}

const SCAN_MS = 15 * 60_000;
const MB = 1_000_000;

async function diskMb({ dataDir }: ServerProcess): Promise<number> {
  const files = (await readdir(dataDir)).filter((name) => name.startsWith('seo-live.db'));
  const sizes = await Promise.all(files.map((name) => stat(path.join(dataDir, name)).catch(() => null)));
  return sizes.reduce((sum, file) => sum + (file?.size ?? 0), 0) / MB;
}

async function scanHostile(
  server: ServerProcess,
  token: string,
  name: string,
  site: HostileSite,
  { scale, maxPages }: HostileSize,
): Promise<HostileScan> {
  const running = await startHostileSite(site, scale);
  const before = await diskMb(server);
  const begin = performance.now();
  const body = { url: running.url, mode: 'site', options: { rate_per_s: 1_000, max_pages: maxPages } };
  const started = await callApi<{ job: { job_id: string } }>(server, token, '/api/jobs', {
    method: 'POST',
    body,
  });
  const id = started.body.job.job_id;
  let now: JobStatusAnswer | null = null;
  while (server.lives() && performance.now() - begin < SCAN_MS && !now?.ended) {
    await wait(100);
    now =
      (await callApi<JobStatusAnswer>(server, token, `/api/jobs/${id}/status`).catch(() => null))?.body ??
      now;
  }
  const seconds = (performance.now() - begin) / 1000;
  const sentMb = Math.round(running.sentBytes() / 1e5) / 10;
  const report = await callApi(server, token, `/api/jobs/${id}/report`).catch(() => null);
  await running.close();
  return {
    site: name,
    status: now?.ended ? now.status : 'unfinished',
    code: now?.error?.code ?? null,
    pages: now?.detail?.pages.crawled ?? 0,
    discovered: now?.detail?.pages.discovered ?? 0,
    seconds: Math.round(seconds * 10) / 10,
    sentMb,
    diskMb: Math.round(((await diskMb(server)) - before) * 10) / 10,
    hasWords: report?.status === 200 || Boolean(now?.error?.message),
  };
}

/** Scans hostile sites beside an ordinary scan and an honest client. */
export async function runHostile(
  size: HostileSize,
  names: readonly string[] = Object.keys(hostileSites),
  onScan: (scan: HostileScan) => void = () => {},
): Promise<HostileResult> {
  const ordinary = await startSmallSite({ pages: 200, delayMs: 20 });
  const server = await startServer({
    env: { SCAN_RATE_PER_HOST: '1000', REQUESTS_PER_MINUTE: '1000000', LOG_LEVEL: 'error', ...size.env },
  });
  try {
    const honest = await createHonestClient(server, ordinary);
    const token = await server.token('hostile');
    const scans: HostileScan[] = [];
    const before = await diskMb(server);
    const rest = names.values();
    const lane = async (): Promise<void> => {
      for (const name of rest) {
        const site = hostileSites[name];
        if (site === undefined) throw new Error(`There is no hostile site ${name}.`);
        if (!server.lives()) return;
        const scan = await scanHostile(server, token, name, site, size);
        scans.push(scan);
        onScan(scan);
      }
    };
    await Promise.all(Array.from({ length: size.atOnce }, lane));
    const lived = server.lives();
    const peakRssMb = lived ? await server.peakRssMb() : 0;
    await honest.stop();
    const grown = Math.round((await diskMb(server)) - before);
    return { lived, peakRssMb, diskMb: grown, scans, honest: honest.figures };
  } finally {
    await server.close();
    await ordinary.close();
  }
}

import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Finding, JobStatusAnswer } from '@seo-live/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openReader } from '../../../server/src/store/database/openStore.ts';
import { compareTruth, readTruth } from '../../support/checks/compareTruth.ts';
import { seededRandom } from '../../support/random/seededRandom.ts';
import { startSampleSite } from '../../support/sampleSite/site.ts';
import { type ServerProcess, startServer } from '../../support/server/serverProcess.ts';

const SEED = Number(process.env.SEO_LIVE_SEED ?? 20261122);
const KILLS = 14;

let server: ServerProcess;
let site: Awaited<ReturnType<typeof startSampleSite>>;

const pagesDone = ({ detail }: JobStatusAnswer): number =>
  detail === undefined ? 0 : detail.pages.crawled + detail.pages.failed + detail.pages.refused;

beforeAll(async () => {
  site = await startSampleSite();
  server = await startServer({ env: { SCAN_RATE_PER_HOST: '50', REQUESTS_PER_MINUTE: '100000' } });
});

afterAll(async () => {
  await server.close();
  await site.close();
});

it(`${KILLS} SIGKILLs at seeded moments (SEO_LIVE_SEED=${SEED}): nothing twice, nothing lost, counters equal rows`, async () => {
  const random = seededRandom(SEED);
  const headers = {
    authorization: `Bearer ${await server.token('anna')}`,
    'content-type': 'application/json',
  };
  const get = async <T>(route: string) => (await (await fetch(server.url + route, { headers })).json()) as T;
  const statusOf = (id: string) => get<JobStatusAnswer>(`/api/jobs/${id}/status`);

  const started = await fetch(`${server.url}/api/jobs`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ url: `${site.origin}/`, options: { rate_per_s: 12 } }),
  });
  const { job } = (await started.json()) as { job: { job_id: string } };

  // The kills are spread over the whole scan: each follows a moment after so many pages were read. The last pages
  // are left out, since the scan may end within that moment.
  const pages = readTruth().crawl.urls.length;
  const marks = Array.from({ length: KILLS }, () => random() * 0.95 * pages).sort((a, b) => a - b);
  const killedIn: string[] = [];
  let last = { seq: 0, progress: 0, epoch: '' };
  for (const mark of marks) {
    let now = await statusOf(job.job_id);
    expect((now.epoch ?? '') > last.epoch).toBe(true);
    while (pagesDone(now) < mark && !now.ended) {
      await wait(10);
      now = await statusOf(job.job_id);
    }
    expect(now.ended, `ended before the mark ${mark}`).toBe(false);
    expect(now.seq).toBeGreaterThanOrEqual(last.seq);
    expect(now.progress).toBeGreaterThanOrEqual(last.progress);
    last = { seq: now.seq ?? 0, progress: now.progress, epoch: now.epoch ?? '' };
    killedIn.push(now.detail?.phase ?? '');
    await wait(random() * 150);
    await server.kill();
    await server.start();
  }

  let end = await statusOf(job.job_id);
  while (!end.ended) {
    await wait(100);
    end = await statusOf(job.job_id);
  }
  expect(end.status).toBe('completed');
  console.log(`killed in: ${killedIn.join(' ')}`);

  const truth = readTruth();
  const exported = await get<{ findings: Finding[] }>(`/api/jobs/${job.job_id}/export.json`);
  expect(compareTruth(truth, exported.findings, site.origin)).toEqual({
    missed: [],
    invented: [],
    nearMisses: [],
  });

  await server.stop();
  const rows = openReader(path.join(server.dataDir, 'seo-live.db'));
  const urls = await rows.selectFrom('urls').select(['outcome', 'state']).execute();
  const findings = await rows.selectFrom('findings').select('severity').execute();
  const events = await rows.selectFrom('events').select('seq').orderBy('seq').execute();
  await rows.destroy();
  const counted = end.detail?.pages;
  const withOutcome = (...outcomes: string[]) =>
    urls.filter((url) => outcomes.includes(url.outcome ?? '')).length;
  expect(counted?.discovered).toBe(urls.length);
  expect(counted?.crawled).toBe(withOutcome('read', 'redirected', 'other'));
  expect(counted?.failed).toBe(withOutcome('failed'));
  expect(counted?.refused).toBe(withOutcome('refused'));
  for (const [severity, count] of Object.entries(end.detail?.issues ?? {})) {
    expect(count, severity).toBe(findings.filter((finding) => finding.severity === severity).length);
  }
  // The log has no gap, and its last event is the end.
  expect(events.map((event) => event.seq)).toEqual(
    events.map((_event, index) => (events[0]?.seq ?? 0) + index),
  );
  expect(events.at(-1)?.seq).toBe(end.seq);
}, 180_000);

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { countJob } from '../../../server/src/store/jobs/jobCounts.ts';
import { openJobWorld } from '../../support/jobs/jobWorld.ts';
import { seededRandom } from '../../support/random/seededRandom.ts';

const script = fileURLToPath(new URL('../../support/jobs/scanProcess.ts', import.meta.url));

/** Runs the scan, and kills it with SIGKILL `afterMs` after it began. True: it had ended before. */
async function scanAndKill(folder: string, afterMs: number): Promise<boolean> {
  const child = spawn(process.execPath, [script, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => child.on('exit', resolve));
  let over = false;
  const killed = new Promise<void>((resolve) => {
    child.stdout.on('data', (data: Buffer) => {
      if (String(data).includes('started')) void wait(afterMs).then(resolve);
      if (!String(data).includes('over')) return;
      over = true;
      resolve();
    });
  });
  await killed;
  child.kill('SIGKILL');
  await exited;
  return over;
}

it('loses nothing and repeats no result after many kills', { timeout: 240_000 }, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'seo-live-kill-'));
  const random = seededRandom(7);
  let kills = 0;
  while (!(await scanAndKill(folder, random() * 150))) {
    kills += 1;
    expect(kills).toBeLessThan(60);
  }
  expect(kills).toBeGreaterThan(0);

  const world = await openJobWorld({ folder });
  const rows = await world.store.db.selectFrom('jobs').selectAll().execute();
  expect(rows).toHaveLength(1);
  const jobId = rows[0]!.job_id;
  const end = await world.jobs.status('ada', jobId);
  expect(end).toMatchObject({
    status: 'completed',
    detail: { pages: { discovered: 60, crawled: 60 }, issues: { high: 60 } },
  });
  const { pages, issues } = await countJob(world.store.db, jobId);
  expect(end.detail).toMatchObject({ pages, issues });
  expect(await world.jobs.report('ada', jobId)).toMatchObject({
    pages: { crawled: 60 },
    issues: { high: 60 },
  });
  expect(await world.store.db.selectFrom('links').selectAll().execute()).toHaveLength(59);
  const findings = await world.store.db.selectFrom('findings').select('url').execute();
  expect(new Set(findings.map(({ url }) => url)).size).toBe(60);

  const events = await world.log.after(jobId, 0, 1000);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => (events[0]?.seq ?? 0) + i));
  const epochs = events.map(({ epoch }) => epoch);
  expect(epochs).toEqual([...epochs].sort());
  expect(new Set(epochs).size).toBeGreaterThan(1);
  const progress = events.map((event) => event.progress);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  expect(events.filter(({ detail }) => detail.phase === 'done')).toHaveLength(1);
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

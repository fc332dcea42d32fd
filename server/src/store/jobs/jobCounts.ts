import { noIssues, type PageCounts, type SeverityCounts } from '@seo-live/protocol';
import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';

export interface JobCounts {
  pages: PageCounts;
  issues: SeverityCounts;
  /** URLs that answered with a redirect; part of `pages.crawled`. */
  redirected: number;
  /** Findings of each check. */
  checks: Map<string, number>;
  /** The highest number of a URL in the job. */
  lastUrlNumber: number;
}

export const noPages = (): PageCounts => ({
  discovered: 0,
  crawled: 0,
  queued: 0,
  in_flight: 0,
  failed: 0,
  refused: 0,
  skipped: { robots: 0, filter: 0, limit: 0, other: 0 },
});

/** Adds `by` URLs of one state to `discovered` and to exactly one other count. */
export function countUrl(
  pages: PageCounts,
  state: string,
  outcome: string | null,
  reason: string | null,
  by: number,
) {
  pages.discovered += by;
  if (state === 'queued') pages.queued += by;
  else if (outcome === 'failed') pages.failed += by;
  else if (outcome === 'refused') pages.refused += by;
  else if (outcome !== 'skipped') pages.crawled += by;
  else if (reason === 'robots' || reason === 'filter' || reason === 'limit') pages.skipped[reason] += by;
  else pages.skipped.other += by;
}

/** Counts a job from its rows. A resumed scan starts with these counts, and its end is written with them. */
export async function countJob(db: Kysely<Database>, jobId: string): Promise<JobCounts> {
  const urls = await db
    .selectFrom('urls')
    .select(({ fn }) => [
      'state',
      'outcome',
      'reason',
      fn.countAll<number>().as('count'),
      fn.max('n').as('last'),
    ])
    .where('job_id', '=', jobId)
    .groupBy(['state', 'outcome', 'reason'])
    .execute();
  const findings = await db
    .selectFrom('findings')
    .select(({ fn }) => ['check_id', 'severity', fn.countAll<number>().as('count')])
    .where('job_id', '=', jobId)
    .groupBy(['severity', 'check_id'])
    .execute();
  const counts: JobCounts = {
    pages: noPages(),
    issues: noIssues(),
    redirected: 0,
    checks: new Map(),
    lastUrlNumber: 0,
  };
  for (const row of urls) {
    countUrl(counts.pages, row.state, row.outcome, row.reason, Number(row.count));
    if (row.outcome === 'redirected') counts.redirected += Number(row.count);
    counts.lastUrlNumber = Math.max(counts.lastUrlNumber, Number(row.last));
  }
  for (const { severity, check_id, count } of findings) {
    counts.issues[severity] += Number(count);
    counts.checks.set(check_id, (counts.checks.get(check_id) ?? 0) + Number(count));
  }
  return counts;
}

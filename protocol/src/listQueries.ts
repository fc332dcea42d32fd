import { z } from 'zod/mini';
import { countParam, cursorParam, flagParam } from './queryParams.ts';
import { pageOutcomes } from './report.ts';
import { severitySchema } from './severityCounts.ts';

/** Rows of one answer, and how many come when nothing is asked for. */
export const MAX_LIST_LIMIT = 500;
export const DEFAULT_LIST_LIMIT = 100;

const text = z.optional(z.string().check(z.maxLength(2048)));
const limit = countParam(1, MAX_LIST_LIMIT);

/** Query of `GET /api/jobs/{job_id}/issues`: worst severity first, then by check, page and locator. */
export const issueQuerySchema = z.object({
  check: text,
  severity: z.optional(severitySchema),
  /** Only findings that name this page. */
  url: z.optional(z.string().check(z.maxLength(8_000))),
  cursor: cursorParam,
  limit,
});
export type IssueQuery = z.infer<typeof issueQuerySchema>;

export const pageSorts = ['url', 'status', 'words', 'depth', 'links_in', 'response_ms', 'issues'] as const;
export type PageSort = (typeof pageSorts)[number];

/** Query of `GET /api/jobs/{job_id}/pages`. */
export const pageQuerySchema = z.object({
  /** Part of URL or title, in any case. */
  text,
  outcome: z.optional(z.enum(pageOutcomes)),
  /** Order of discovery when absent. Rows without the value come last. */
  sort: z.optional(z.enum(pageSorts)),
  descending: flagParam,
  cursor: cursorParam,
  limit,
});
export type PageQuery = z.infer<typeof pageQuerySchema>;

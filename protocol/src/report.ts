import { z } from 'zod/mini';
import { jobIdSchema, pageCountsSchema } from './jobMessage.ts';
import { jobStatusSchema } from './jobStatus.ts';
import { severityCountsSchema, severitySchema } from './severityCounts.ts';

const count = z.int().check(z.nonnegative());

/** What can be wrong with a sitemap. */
export const fileFaults = ['html', 'not_xml', 'not_utf8', 'unknown_root', 'gzip'] as const;

/** The values that screens show of a finding. Which of them it has depends on the check. */
export const evidenceSchema = z.looseObject({
  /** CSS path of the element, and the start of its source. */
  selector: z.optional(z.string()),
  snippet: z.optional(z.string()),
  /** What was measured, and what is allowed. */
  value: z.optional(z.union([z.string(), z.number()])),
  limit: z.optional(z.number()),
  unit: z.optional(z.enum(['px', 'chars', 'words', 'count', 'status'])),
  /** Links: the target and the text. */
  target: z.optional(z.string()),
  anchor: z.optional(z.string()),
  status: z.optional(z.int()),
  /** Redirects: each URL in order with its answer. */
  hops: z.optional(z.array(z.object({ url: z.string(), status: z.int() }))),
  /** Duplicates: the other pages of the group, at most 20, and how many there are. */
  others: z.optional(z.array(z.string())),
  others_total: z.optional(count),
  /** Pages that link here, at most 20, and how many there are. */
  linked_from: z.optional(z.array(z.string())),
  linked_from_total: z.optional(count),
  /** How often the page has the same thing, when more than once. */
  times: z.optional(count),
  /** The failure was seen once only: many others of its kind had failed again, so it was not asked again. */
  seen_once: z.optional(z.boolean()),
  /** The page is in a sitemap. */
  in_sitemap: z.optional(z.boolean()),
  /** What is wrong with a file: see `fileFaults`. A newer server may name others. */
  reason: z.optional(z.string()),
  /** Line of the file, from 1. */
  line: z.optional(z.int()),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const findingSchema = z.looseObject({
  check: z.string(),
  severity: severitySchema,
  /** The page named; null for findings about the whole site. */
  url: z.nullable(z.string()),
  /** Identifies the finding from scan to scan: href, src, text, or the page itself. */
  locator: z.string(),
  evidence: evidenceSchema,
});
export type Finding = z.infer<typeof findingSchema>;

export const deductionSchema = z.looseObject({
  check: z.string(),
  severity: severitySchema,
  pages: count,
  points: z.number(),
});
export type Deduction = z.infer<typeof deductionSchema>;

export const scoreSchema = z.looseObject({
  version: z.literal(1),
  /** Null when there is no score; `why_none` has the reason. */
  value: z.nullable(z.number()),
  why_none: z.optional(z.enum(['too_little_read', 'nothing_to_score'])),
  /** The lowest cap that limited the number, if one did. */
  cap: z.optional(z.looseObject({ reason: z.string(), at_most: z.number() })),
  /** Indexable HTML pages that were read. Deductions are averaged over them. */
  pages: count,
  deductions: z.array(deductionSchema),
});
export type Score = z.infer<typeof scoreSchema>;

export const issueGroupSchema = z.looseObject({
  check: z.string(),
  severity: severitySchema,
  findings: count,
  pages: count,
  points: z.number(),
});
export type IssueGroup = z.infer<typeof issueGroupSchema>;

export const reportSchema = z.looseObject({
  job_id: jobIdSchema,
  url: z.string(),
  mode: z.string(),
  status: jobStatusSchema,
  /** True when the scan was cancelled, or a check could not run. */
  partial: z.boolean(),
  created_at: z.string(),
  started_at: z.nullable(z.string()),
  ended_at: z.nullable(z.string()),
  options: z.looseObject({}),
  /**
   * Why the scan kept cookies: `option`, or `start_page` when that opens only with them. Absent when it kept none,
   * as search engines do.
   */
  cookies: z.optional(z.string()),
  score: scoreSchema,
  /** HTML pages that were read; `pages.crawled` also counts redirects and other kinds of files. */
  read: count,
  pages: pageCountsSchema,
  issues: severityCountsSchema,
  groups: z.array(issueGroupSchema),
  /** Answers by status code, e.g. { "200": 57, "404": 3 }. */
  statuses: z.catchall(z.object({}), count),
  /** Pages by clicks from the start page. */
  depths: z.catchall(z.object({}), count),
  /** Checks that could not run, e.g. the site checks of a cancelled scan. */
  not_run: z.array(z.string()),
  /**
   * Limits that left something of the site out (see `limitNames`), and how much; null when that is not known.
   * Reports of earlier servers do not say.
   */
  limits: z.optional(z.array(z.looseObject({ limit: z.string(), left_out: z.nullable(count) }))),
});
export type Report = z.infer<typeof reportSchema>;

export const issueListSchema = z.looseObject({
  findings: z.array(findingSchema),
  total: count,
  cursor: z.nullable(z.string()),
});
export type IssueList = z.infer<typeof issueListSchema>;

export const pageOutcomes = ['read', 'failed', 'refused', 'redirected', 'skipped', 'other'] as const;

export const pageRowSchema = z.looseObject({
  url: z.string(),
  outcome: z.enum(pageOutcomes),
  /** Why a skipped page was skipped: robots, filter, limit. Why a failed one has no answer: see `pageFailures`. */
  reason: z.nullable(z.string()),
  status: z.nullable(z.int()),
  title: z.nullable(z.string()),
  words: z.nullable(z.number()),
  depth: z.nullable(z.int()),
  links_in: z.nullable(z.int()),
  response_ms: z.nullable(z.number()),
  indexable: z.nullable(z.boolean()),
  issues: severityCountsSchema,
});
export type PageRow = z.infer<typeof pageRowSchema>;

export const pageListSchema = z.looseObject({
  pages: z.array(pageRowSchema),
  total: count,
  cursor: z.nullable(z.string()),
});
export type PageList = z.infer<typeof pageListSchema>;

import { z } from 'zod/mini';
import { jobErrorSchema } from './errorSchemas.ts';
import { MAX_JOB_ID_LENGTH } from './jobRoom.ts';
import { jobStatusSchema, phaseSchema } from './jobStatus.ts';
import { severityCountsSchema } from './severityCounts.ts';

export const jobIdSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]+$/), z.maxLength(MAX_JOB_ID_LENGTH));

/** Milliseconds in base 36, of fixed width so that epochs sort as text. */
export const epochSchema = z.string().check(z.regex(/^[0-9a-z]{1,16}$/));

/** ISO 8601. A basic server may send it without a time zone; it then serves for ordering only. */
export const timestampSchema = z.string().check(z.minLength(10), z.maxLength(40));

const count = z.int().check(z.nonnegative());

/** Two numbers. An array, because a tuple here would be the only one and add its code to the extension. */
const rangeSchema = z.array(z.number()).check(z.minLength(2), z.maxLength(2)) as unknown as z.ZodMiniType<
  [number, number]
>;

/** Every URL the scan knows is in exactly one of these, so they add up to `discovered`. */
export const pageCountsSchema = z.looseObject({
  discovered: count,
  crawled: count,
  queued: count,
  in_flight: count,
  /** Answered 4xx or 5xx, or did not answer. */
  failed: count,
  /** Blocked by the site (429, 403 to a crawler). This lowers coverage; it is no fault of the site. */
  refused: count,
  skipped: z.looseObject({ robots: count, filter: count, limit: count, other: count }),
});
export type PageCounts = z.infer<typeof pageCountsSchema>;

/** The whole state, not a difference: a client that misses a message is right again with the next. */
export const detailSchema = z.looseObject({
  phase: phaseSchema,
  pages: pageCountsSchema,
  rate_per_s: z.number().check(z.nonnegative()),
  /** Seconds left, least and most; null while there is no estimate. */
  eta_s: z.nullable(rangeSchema),
  current_urls: z.array(z.string()).check(z.maxLength(3)),
  issues: severityCountsSchema,
  /** 1 is next; 0 when not queued. */
  queue_position: count,
  /** Answers of 429 and 503 so far. Screens say with it that the site slows the scan down. */
  slowed: z.optional(count),
  /** False while more pages are found than read: `progress` and the number of pages say little then. */
  total_known: z.optional(z.boolean()),
  /** Second looks at URLs that failed; null when there are none now. */
  again: z.optional(z.nullable(z.looseObject({ done: count, total: count }))),
  /** URLs that the sitemaps list; 0 without a sitemap. */
  in_sitemap: z.optional(count),
});
export type Detail = z.infer<typeof detailSchema>;

export const coverageSchema = z.looseObject({ read: count, discovered: count, refused: count });
export type Coverage = z.infer<typeof coverageSchema>;

export const jobResultSchema = z.looseObject({
  /** 0–100; null when less than half of the pages could be read. */
  score: z.nullable(z.number().check(z.minimum(0), z.maximum(100))),
  coverage: coverageSchema,
});
export type JobResult = z.infer<typeof jobResultSchema>;

/** Five required fields that every server sends; the rest is ours and optional. */
export const jobMessageSchema = z.looseObject({
  job_id: jobIdSchema,
  progress: z.number().check(z.minimum(0), z.maximum(100)),
  status: jobStatusSchema,
  current_step: z.string().check(z.maxLength(500)),
  timestamp: timestampSchema,
  seq: z.optional(z.int().check(z.nonnegative())),
  epoch: z.optional(epochSchema),
  detail: z.optional(detailSchema),
  result: z.optional(jobResultSchema),
  error: z.optional(jobErrorSchema),
});
export type JobMessage = z.infer<typeof jobMessageSchema>;

/** A message of our own server, which always sends the optional fields. */
export interface FullJobMessage extends JobMessage {
  seq: number;
  epoch: string;
  detail: Detail;
}

/** The newest message of a job, with what a client needs that missed some. */
export const jobStatusAnswerSchema = z.extend(jobMessageSchema, {
  ended: z.optional(z.boolean()),
  reset: z.optional(z.boolean()),
  events: z.optional(z.array(jobMessageSchema)),
  server_time: z.optional(timestampSchema),
});
export type JobStatusAnswer = z.infer<typeof jobStatusAnswerSchema>;

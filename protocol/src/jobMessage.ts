import { z } from 'zod/mini';
import { jobErrorSchema } from './errorCodes.ts';
import { epochSchema, jobIdSchema, timestampSchema } from './extensionId.ts';
import { jobStatusSchema, phaseSchema } from './jobStatus.ts';
import { severityCountsSchema } from './severityCounts.ts';

const count = z.int().check(z.nonnegative());

/** Of all schemas only this one would bring the code for tuples into the extension. */
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
  /** Refused to us (429, 403 to a bot): coverage, not the site's fault. */
  refused: count,
  skipped: z.looseObject({ robots: count, filter: count, limit: count, other: count }),
});
export type PageCounts = z.infer<typeof pageCountsSchema>;

/** The whole live state, not a difference: missing one message loses nothing but a point in time. */
export const detailSchema = z.looseObject({
  phase: phaseSchema,
  pages: pageCountsSchema,
  rate_per_s: z.number().check(z.nonnegative()),
  /** Seconds, from and to; null while nothing can be said. */
  eta_s: z.nullable(rangeSchema),
  current_urls: z.array(z.string()).check(z.maxLength(3)),
  issues: severityCountsSchema,
  /** 1 is next; 0 when not queued. */
  queue_position: count,
  /** Answers of 429 and 503 so far: the words "the site is slowing us" come from it. */
  slowed: z.optional(count),
});
export type Detail = z.infer<typeof detailSchema>;

export const coverageSchema = z.looseObject({ read: count, discovered: count, refused: count });
export type Coverage = z.infer<typeof coverageSchema>;

export const jobResultSchema = z.looseObject({
  /** 0–100, or null when under half of the pages could be read. */
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

/** What our own server sends: the optional fields are always there. */
export interface FullJobMessage extends JobMessage {
  seq: number;
  epoch: string;
  detail: Detail;
}

/** The newest message of a job with what a client that was away needs beside it. */
export const jobStatusAnswerSchema = z.extend(jobMessageSchema, {
  ended: z.optional(z.boolean()),
  reset: z.optional(z.boolean()),
  events: z.optional(z.array(jobMessageSchema)),
  server_time: z.optional(timestampSchema),
});
export type JobStatusAnswer = z.infer<typeof jobStatusAnswerSchema>;

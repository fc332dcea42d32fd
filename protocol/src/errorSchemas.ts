import { z } from 'zod/mini';

/** Codes are open on the wire: a newer server may know more than this client has words for. */
export const jobErrorSchema = z.looseObject({
  code: z.string().check(z.maxLength(64)),
  message: z.string().check(z.maxLength(2000)),
  /** An address that people may want to scan instead. */
  target: z.optional(z.string().check(z.maxLength(8192))),
});
export type JobError = z.infer<typeof jobErrorSchema>;

export const ackErrorSchema = z.looseObject({
  code: z.string(),
  message: z.string(),
  retry_after_ms: z.optional(z.number()),
});
export type AckError = z.infer<typeof ackErrorSchema>;

/** RFC 9457 problem document; `code` is ours, `job_id` comes with 409. */
export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.optional(z.string()),
  code: z.string(),
  job_id: z.optional(z.string()),
  retry_after_ms: z.optional(z.number()),
});
export type Problem = z.infer<typeof problemSchema>;

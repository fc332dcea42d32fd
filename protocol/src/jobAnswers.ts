import { z } from 'zod/mini';
import { jobIdSchema, jobMessageSchema, jobResultSchema, jobStatusAnswerSchema } from './jobMessage.ts';
import { jobStatusSchema } from './jobStatus.ts';

/** A job as lists show it. */
export const jobSummarySchema = z.looseObject({
  job_id: jobIdSchema,
  url: z.string(),
  mode: z.string(),
  status: jobStatusSchema,
  progress: z.number(),
  created_at: z.string(),
  ended_at: z.nullable(z.string()),
  result: z.nullable(jobResultSchema),
});
export type JobSummary = z.infer<typeof jobSummarySchema>;

export const startJobAnswerSchema = z.looseObject({
  job: jobSummarySchema,
  message: jobMessageSchema,
});
export type StartJobAnswer = z.infer<typeof startJobAnswerSchema>;

export const jobListSchema = z.looseObject({
  jobs: z.array(jobSummarySchema),
  /** Opaque. A request with it answers with the changes since. */
  cursor: z.string(),
  more: z.boolean(),
  /**
   * Opaque. A request with it as `cursor` answers with older jobs. Null when there are none, absent in a list
   * of changes.
   */
  older: z.optional(z.nullable(z.string())),
});
export type JobList = z.infer<typeof jobListSchema>;

export const MAX_BATCH = 50;

export const batchStatusSchema = z.looseObject({
  jobs: z.array(
    z.union([
      z.looseObject({ job_id: z.string(), ok: z.literal(true), message: jobStatusAnswerSchema }),
      z.looseObject({
        job_id: z.string(),
        ok: z.literal(false),
        error: z.looseObject({ code: z.string(), message: z.string() }),
      }),
    ]),
  ),
  server_time: z.string(),
});
export type BatchStatus = z.infer<typeof batchStatusSchema>;

/**
 * The same two answers as a client reads them: it checks each message by itself, so that one that it does
 * not understand leaves the others usable.
 */
export const statusEnvelopeSchema = z.looseObject({ job_id: z.string() });
export type StatusEnvelope = z.infer<typeof statusEnvelopeSchema>;
export const batchEnvelopeSchema = z.looseObject({
  jobs: z.array(
    z.looseObject({
      job_id: z.string(),
      /** One of the two, as `ok` says. */
      message: z.nullish(z.looseObject({})),
      error: z.nullish(z.looseObject({ code: z.string() })),
    }),
  ),
});

/** Cancel, pause and resume answer with the job's real status, even when they changed nothing. */
export const controlAnswerSchema = z.looseObject({
  /** Not `jobIdSchema`: an application that is paired may have other ids than ours. */
  job_id: z.string(),
  status: jobStatusSchema,
  /** Requests to the site that are still open. */
  in_flight: z.int(),
  last_request_at: z.nullable(z.string()),
});
export type ControlAnswer = z.infer<typeof controlAnswerSchema>;

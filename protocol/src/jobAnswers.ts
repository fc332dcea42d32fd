import { z } from 'zod/mini';
import { jobIdSchema } from './extensionId.ts';
import { jobMessageSchema, jobResultSchema, jobStatusAnswerSchema } from './jobMessage.ts';
import { jobStatusSchema } from './jobStatus.ts';

/** What a list shows of a job without asking for more. */
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
  /** Opaque; given back, it answers with what changed since. */
  cursor: z.string(),
  more: z.boolean(),
  /** Opaque; given back as `cursor`, it answers with the next older ones: null when there are none, absent from changes. */
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
 * The same two answers as a client takes them: it judges each message by itself, so that one it does not
 * understand says nothing about the others, nor about the server.
 */
export const statusEnvelopeSchema = z.looseObject({ job_id: z.string() });
export type StatusEnvelope = z.infer<typeof statusEnvelopeSchema>;
export const batchEnvelopeSchema = z.looseObject({
  jobs: z.array(
    z.looseObject({
      job_id: z.string(),
      /** One of them, as `ok` says; a row with neither says nothing. */
      message: z.nullish(z.looseObject({})),
      error: z.nullish(z.looseObject({ code: z.string() })),
    }),
  ),
});

/** Cancel, pause and resume answer with the real status, whatever was asked. */
export const controlAnswerSchema = z.looseObject({
  job_id: jobIdSchema,
  status: jobStatusSchema,
  /** Requests to the site still open: 0 once this is answered. */
  in_flight: z.int(),
  last_request_at: z.nullable(z.string()),
});
export type ControlAnswer = z.infer<typeof controlAnswerSchema>;

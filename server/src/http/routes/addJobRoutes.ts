import {
  batchStatusSchema,
  countParam,
  cursorParam,
  epochSchema,
  flagParam,
  jobListSchema,
  jobStatusAnswerSchema,
  jobSummarySchema,
  MAX_BATCH,
  startJobAnswerSchema,
  startJobRequestSchema,
} from '@seo-live/protocol';
import { z } from 'zod/mini';
import type { JobManager } from '../../jobs/manager/jobManager.ts';
import { jobParams } from '../plumbing/apiSchemas.ts';
import { identityOf } from '../plumbing/authenticate.ts';
import type { Http } from '../plumbing/http.ts';
import { lowerOptions, type OptionLimits } from '../plumbing/lowerOptions.ts';

const startHeaders = z.looseObject({
  'idempotency-key': z.optional(
    z.string().check(z.regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters')),
  ),
});

const idsParam = z.pipe(
  z.string().check(z.minLength(1)),
  z.transform((text) => text.split(',')),
);

/** Start, list, show and delete scans. A start for more than the server allows is lowered to `limits`. */
export function addJobRoutes(http: Http, { jobs, limits }: { jobs: JobManager; limits: OptionLimits }): void {
  http.post(
    '/jobs',
    {
      schema: {
        summary: 'Start a scan. A second request with the same Idempotency-Key starts nothing',
        tags: ['jobs'],
        headers: startHeaders,
        querystring: z.object({ force: flagParam }),
        body: startJobRequestSchema,
        response: { 200: startJobAnswerSchema, 201: startJobAnswerSchema },
      },
    },
    async (request, reply) => {
      const { options, ...rest } = request.body;
      const idempotencyKey = request.headers['idempotency-key'];
      const { answer, replayed } = await jobs.create(
        identityOf(request).userId,
        { ...rest, options: lowerOptions(options, limits) },
        { ...(idempotencyKey === undefined ? {} : { idempotencyKey }), force: request.query.force ?? false },
      );
      return (
        reply
          .code(replayed ? 200 : 201)
          // Relative to /api/jobs, so that it is right under any prefix of a proxy.
          .header('location', `jobs/${answer.job.job_id}`)
          .send(answer)
      );
    },
  );

  http.get(
    '/jobs',
    {
      schema: {
        summary: 'Newest scans. With the `cursor` of an answer: changes since. With its `older`: older scans',
        tags: ['jobs'],
        querystring: z.object({ cursor: cursorParam, limit: countParam(1, 200) }),
        response: { 200: jobListSchema },
      },
    },
    (request) => jobs.list(identityOf(request).userId, request.query),
  );

  http.get(
    '/jobs/status',
    {
      schema: {
        summary: `Newest messages of up to ${MAX_BATCH} scans`,
        tags: ['jobs'],
        querystring: z.object({ ids: idsParam }),
        response: { 200: batchStatusSchema },
      },
    },
    (request) => jobs.batchStatus(identityOf(request).userId, request.query.ids),
  );

  http.get(
    '/jobs/:jobId',
    {
      schema: {
        summary: 'One scan as a list shows it',
        tags: ['jobs'],
        params: jobParams,
        response: { 200: jobSummarySchema },
      },
    },
    (request) => jobs.get(identityOf(request).userId, request.params.jobId),
  );

  http.get(
    '/jobs/:jobId/status',
    {
      schema: {
        summary: 'The newest message, and the events after a position',
        tags: ['jobs'],
        params: jobParams,
        querystring: z.object({
          since_seq: countParam(0, Number.MAX_SAFE_INTEGER),
          epoch: z.optional(epochSchema),
        }),
        response: { 200: jobStatusAnswerSchema },
      },
    },
    (request) => {
      const { since_seq: sinceSeq, epoch } = request.query;
      return jobs.status(identityOf(request).userId, request.params.jobId, { sinceSeq, epoch });
    },
  );

  http.delete(
    '/jobs/:jobId',
    {
      schema: {
        summary: 'Stop the scan and remove everything of it',
        tags: ['jobs'],
        params: jobParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await jobs.delete(identityOf(request).userId, request.params.jobId);
      return reply.code(204).send(null);
    },
  );
}

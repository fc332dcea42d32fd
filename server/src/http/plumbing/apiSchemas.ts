import {
  findingSchema,
  jobIdSchema,
  jobListSchema,
  jobMessageSchema,
  jobStatusAnswerSchema,
  jobSummarySchema,
  pageRowSchema,
  problemSchema,
  reportSchema,
  scanOptionsSchema,
  startJobRequestSchema,
} from '@seo-live/protocol';
import { telemetryBatchSchema } from '@seo-live/protocol/telemetry';
import { z } from 'zod/mini';

/** Schemas that the OpenAPI page defines once and refers to by name. */
export const apiSchemas = z.registry<{ id: string }>();

const named = {
  Finding: findingSchema,
  JobList: jobListSchema,
  JobMessage: jobMessageSchema,
  JobStatusAnswer: jobStatusAnswerSchema,
  JobSummary: jobSummarySchema,
  PageRow: pageRowSchema,
  Problem: problemSchema,
  Report: reportSchema,
  ScanOptions: scanOptionsSchema,
  StartJobRequest: startJobRequestSchema,
  TelemetryBatch: telemetryBatchSchema,
};

for (const [id, schema] of Object.entries(named)) apiSchemas.add(schema, { id });

/** The path parameters of the routes of one job. */
export const jobParams = z.object({ jobId: jobIdSchema });

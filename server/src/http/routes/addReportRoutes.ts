import {
  issueListSchema,
  issueQuerySchema,
  pageListSchema,
  pageQuerySchema,
  reportSchema,
} from '@seo-live/protocol';
import type { JobManager } from '../../jobs/manager/jobManager.ts';
import type { ReportFacts } from '../../store/report/createReportFacts.ts';
import { jobParams } from '../plumbing/apiSchemas.ts';
import { identityOf } from '../plumbing/authenticate.ts';
import type { Http } from '../plumbing/http.ts';

/** The report and its lists. The lists can be read while the scan runs. */
export function addReportRoutes(http: Http, { jobs, facts }: { jobs: JobManager; facts: ReportFacts }): void {
  http.get(
    '/jobs/:jobId/report',
    {
      schema: {
        summary: 'Score, deductions, coverage and issues by check',
        tags: ['reports'],
        params: jobParams,
        response: { 200: reportSchema },
      },
    },
    (request) => jobs.report(identityOf(request).userId, request.params.jobId),
  );

  http.get(
    '/jobs/:jobId/issues',
    {
      schema: {
        summary: 'Findings with their evidence, worst first',
        tags: ['reports'],
        params: jobParams,
        querystring: issueQuerySchema,
        response: { 200: issueListSchema },
      },
    },
    async (request) => {
      const { jobId } = request.params;
      await jobs.assertOwner(identityOf(request).userId, jobId);
      return facts.issues(jobId, request.query);
    },
  );

  http.get(
    '/jobs/:jobId/pages',
    {
      schema: {
        summary: 'Pages, with what the scan read of each',
        tags: ['reports'],
        params: jobParams,
        querystring: pageQuerySchema,
        response: { 200: pageListSchema },
      },
    },
    async (request) => {
      const { jobId } = request.params;
      await jobs.assertOwner(identityOf(request).userId, jobId);
      return facts.pages(jobId, request.query);
    },
  );
}

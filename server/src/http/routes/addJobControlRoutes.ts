import { controlAnswerSchema } from '@seo-live/protocol';
import type { JobManager } from '../../jobs/manager/jobManager.ts';
import { jobParams } from '../plumbing/apiSchemas.ts';
import { identityOf } from '../plumbing/authenticate.ts';
import type { Http } from '../plumbing/http.ts';

const summaries = {
  cancel: 'End the scan; answers when no request to the site is open any more',
  pause: 'Send no new requests to the site until resumed',
  resume: 'Continue the scan, or wait in the queue for a place',
};

/** Cancel, pause and resume. Each answers with the scan's real status afterwards. */
export function addJobControlRoutes(http: Http, { jobs }: { jobs: JobManager }): void {
  for (const verb of ['cancel', 'pause', 'resume'] as const) {
    http.post(
      `/jobs/:jobId/${verb}`,
      {
        schema: {
          summary: summaries[verb],
          tags: ['jobs'],
          params: jobParams,
          response: { 200: controlAnswerSchema },
        },
      },
      (request) => jobs[verb](identityOf(request).userId, request.params.jobId),
    );
  }
}

import { telemetryBatchSchema } from '@seo-live/protocol/telemetry';
import { z } from 'zod/mini';
import type { Metrics } from '../../metrics/createMetrics.ts';
import { identityOf } from '../plumbing/authenticate.ts';
import type { Http } from '../plumbing/http.ts';

/** Takes counts that only clients know. A batch contains nothing about a site, a page or a person. */
export function addTelemetryRoute(http: Http, { metrics }: { metrics: Metrics }): void {
  http.post(
    '/telemetry',
    {
      schema: {
        summary: 'Counts of a client, at most once a minute; the same batch_id is counted once',
        tags: ['server'],
        body: telemetryBatchSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      metrics.takeTelemetry(identityOf(request), request.body);
      return reply.code(204).send(null);
    },
  );
}

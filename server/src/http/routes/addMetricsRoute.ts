import type { Metrics } from '../../metrics/createMetrics.ts';
import { RequestError } from '../../shared/RequestError.ts';
import type { Http } from '../plumbing/http.ts';
import { isFromThisMachine } from '../plumbing/isFromThisMachine.ts';

/** `/metrics` in the text format of Prometheus, for this machine only. */
export function addMetricsRoute(http: Http, { metrics }: { metrics: Metrics }): void {
  http.get(
    '/metrics',
    {
      schema: {
        summary: 'What the server counts, for Prometheus; loopback only',
        tags: ['server'],
        security: [],
      },
      onRequest: async (request) => {
        if (isFromThisMachine(request.raw)) return;
        throw new RequestError(
          'not_found',
          'Metrics are shown only on the machine of this server, without a proxy: http://127.0.0.1 and its port.',
        );
      },
    },
    async (_request, reply) =>
      reply
        .type(metrics.contentType)
        .header('cache-control', 'no-store')
        .send(await metrics.text()),
  );
}

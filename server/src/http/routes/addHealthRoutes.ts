import { z } from 'zod/mini';
import { RequestError } from '../../shared/RequestError.ts';
import type { Http } from '../plumbing/http.ts';

const answer = z.object({ status: z.literal('ok') });

/** `/healthz`: the process answers. `/readyz`: it also accepts work. `isReady` never throws. */
export function addHealthRoutes(http: Http, { isReady }: { isReady: () => Promise<boolean> }): void {
  http.get(
    '/healthz',
    { schema: { summary: 'The process answers', tags: ['server'], security: [], response: { 200: answer } } },
    async () => ({ status: 'ok' as const }),
  );

  http.get(
    '/readyz',
    {
      schema: {
        summary: 'The server accepts work',
        tags: ['server'],
        security: [],
        response: { 200: answer },
      },
    },
    async () => {
      if (await isReady()) return { status: 'ok' as const };
      throw new RequestError('unavailable', 'The server is starting or stopping. Try again in a moment.', {
        retryAfterMs: 2000,
      });
    },
  );
}

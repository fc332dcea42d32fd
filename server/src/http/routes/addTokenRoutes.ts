import { tokenListSchema } from '@seo-live/protocol';
import { z } from 'zod/mini';
import type { Tokens } from '../../auth/createTokens.ts';
import { RequestError } from '../../shared/RequestError.ts';
import { identityOf } from '../plumbing/authenticate.ts';
import type { Http } from '../plumbing/http.ts';

/** Lists and revokes the tokens of the user who asks. */
export function addTokenRoutes(http: Http, { tokens }: { tokens: Tokens }): void {
  http.get(
    '/tokens',
    { schema: { summary: 'Your tokens', tags: ['pairing'], response: { 200: tokenListSchema } } },
    (request) => tokens.list(identityOf(request)),
  );

  http.delete(
    '/tokens/:id',
    {
      schema: {
        summary: 'Revoke a token; `current` is the token of the request',
        tags: ['pairing'],
        params: z.object({ id: z.string().check(z.maxLength(100)) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const revoked = await tokens.revoke(identityOf(request), request.params.id);
      if (!revoked) throw new RequestError('not_found', 'You have no such token.');
      return reply.code(204).send(null);
    },
  );
}

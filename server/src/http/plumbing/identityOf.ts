import type { FastifyRequest } from 'fastify';
import type { Identity } from '../../auth/createTokens.ts';
import { RequestError } from '../../shared/RequestError.ts';

/** The user of a request. Only for routes behind `authenticate`, which refuses requests without one. */
export function identityOf(request: FastifyRequest): Identity {
  if (!request.identity) throw new RequestError('unauthorized', 'This needs a token.');
  return request.identity;
}

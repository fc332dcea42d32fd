import type { FastifyRequest } from 'fastify';
import type { Identity } from '../../auth/createTokens.ts';
import { RequestError } from '../../shared/RequestError.ts';

/** Who asks. Only for routes behind `authenticate`, which has refused everyone else before. */
export function identityOf(request: FastifyRequest): Identity {
  if (!request.identity) throw new RequestError('unauthorized', 'This needs a token.');
  return request.identity;
}

import type { FastifyRequest } from 'fastify';
import type { Identity, Tokens } from '../../auth/createTokens.ts';
import { RequestError } from '../../shared/RequestError.ts';
import type { RequestLimit } from './createRequestLimit.ts';

/** The token of `Authorization: Bearer …`, or null. */
export const bearerOf = ({ headers }: FastifyRequest): string | null =>
  /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;

/** A hook that refuses requests without a valid token, and those of a token that sends too many. */
export function authenticate({ tokens, limit }: { tokens: Tokens; limit: RequestLimit }) {
  return async (request: FastifyRequest): Promise<void> => {
    const token = bearerOf(request);
    request.identity = token ? await tokens.verify(token) : null;
    if (request.identity) return limit.takeToken(request.identity.tokenId);
    await limit.takeAddress(request.ip);
    throw new RequestError(
      'unauthorized',
      token
        ? 'This token is unknown here or was revoked. Pair again.'
        : 'A token is needed: Authorization: Bearer …. Pair first to get one.',
    );
  };
}

/** The user of a request. Only for routes behind `authenticate`, which refuses requests without one. */
export function identityOf(request: FastifyRequest): Identity {
  if (!request.identity) throw new RequestError('unauthorized', 'This needs a token.');
  return request.identity;
}

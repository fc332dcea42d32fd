import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Identity } from '../../auth/createTokens.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The owner of the request's token; null on routes without a token. */
    identity: Identity | null;
  }
}

/** The HTTP server as the route files use it. The schemas of a route give its handler its types. */
export type Http = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

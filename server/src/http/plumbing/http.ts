import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Identity } from '../../auth/createTokens.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose token came with the request; null on open routes. */
    identity: Identity | null;
  }
}

/** The HTTP server as the route files see it: schemas decide the types of handlers. */
export type Http = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

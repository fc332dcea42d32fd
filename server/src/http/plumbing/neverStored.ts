import type { FastifyReply, FastifyRequest } from 'fastify';

/** A hook that forbids browsers and proxies to store the answers of the API. */
export async function neverStored(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.header('cache-control', 'no-store');
}

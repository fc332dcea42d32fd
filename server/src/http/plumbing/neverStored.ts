import type { FastifyReply, FastifyRequest } from 'fastify';

/** A hook: answers of the API are never kept by browser or proxy. */
export async function neverStored(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.header('cache-control', 'no-store');
}

import type { FastifyRequest } from 'fastify';

/** The token of `Authorization: Bearer …`, or null. */
export const bearerOf = ({ headers }: FastifyRequest): string | null =>
  /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;

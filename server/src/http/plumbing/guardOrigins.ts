import type { FastifyRequest } from 'fastify';
import type { OriginPolicy } from '../../auth/createOriginPolicy.ts';
import { RequestError } from '../../shared/RequestError.ts';

/** A hook that refuses requests from pages of other origins, before anything else happens. */
export const guardOrigins =
  (isAllowed: OriginPolicy) =>
  async ({ headers, socket }: FastifyRequest): Promise<void> => {
    if (isAllowed(headers.origin, socket.localPort)) return;
    throw new RequestError(
      'forbidden_origin',
      'Pages of this origin may not use this server. Its administrator can add it to WEBSOCKET_CORS_ORIGINS.',
    );
  };

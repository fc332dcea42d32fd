import type { FastifyRequest } from 'fastify';
import type { OriginPolicy } from '../../auth/createOriginPolicy.ts';
import { RequestError } from '../../shared/RequestError.ts';

/**
 * A picture or a script of another site's page, which sends no Origin. It could read nothing, but would use up
 * what the address may ask: https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
const isEmbedded = ({ 'sec-fetch-mode': mode, 'sec-fetch-site': site }: FastifyRequest['headers']): boolean =>
  mode === 'no-cors' && (site === 'cross-site' || site === 'same-site');

/** A hook that refuses requests from pages of other origins, before anything else happens. */
export const guardOrigins =
  (isAllowed: OriginPolicy) =>
  async ({ headers, socket }: FastifyRequest): Promise<void> => {
    if (isAllowed(headers.origin, socket.localPort) && !isEmbedded(headers)) return;
    throw new RequestError(
      'forbidden_origin',
      'Pages of this origin may not use this server. Its administrator can add it to WEBSOCKET_CORS_ORIGINS.',
    );
  };

import { serverConfigSchema } from '@seo-live/protocol';
import type { FastifyRequest } from 'fastify';
import type { Tokens } from '../../auth/createTokens.ts';
import { type Clock, isoNow } from '../../shared/clock.ts';
import { bearerOf } from '../plumbing/authenticate.ts';
import type { Http } from '../plumbing/http.ts';

interface ConfigDeps {
  server: { serverId: string; name: string; version: string };
  tokens: Tokens;
  websocketEnabled: boolean;
  enabledFor: (userId: string) => boolean;
  clock: Clock;
}

const POLLING_INTERVAL_MS = 5000;

/**
 * Which server this is, and whether it sends live updates. It needs no token, so that a client can ask before
 * pairing. With a token, the answer about live updates is for its user.
 */
export function addConfigRoute(
  http: Http,
  { server, tokens, websocketEnabled, enabledFor, clock }: ConfigDeps,
): void {
  async function isEnabled(request: FastifyRequest): Promise<boolean> {
    const token = bearerOf(request);
    const identity = token ? await tokens.verify(token) : null;
    return websocketEnabled && (identity === null || enabledFor(identity.userId));
  }

  http.get(
    '/config',
    {
      schema: {
        summary: 'Which server this is, and whether it sends live updates',
        tags: ['server'],
        security: [],
        response: { 200: serverConfigSchema },
      },
    },
    async (request) => ({
      server_id: server.serverId,
      name: server.name,
      version: server.version,
      server_time: isoNow(clock),
      websocket: { enabled: await isEnabled(request), url: null },
      polling_interval_ms: POLLING_INTERVAL_MS,
    }),
  );
}

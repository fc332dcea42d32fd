import { serverConfigSchema } from '@seo-live/protocol';
import { type Clock, isoNow } from '../clock.ts';
import type { Http } from './http.ts';

interface ConfigDeps {
  server: { serverId: string; name: string; version: string };
  websocketEnabled: boolean;
  clock: Clock;
}

const POLLING_INTERVAL_MS = 5000;

/** Which server this is and whether it sends live updates. Open, so that a client can ask before pairing. */
export function addConfigRoute(http: Http, { server, websocketEnabled, clock }: ConfigDeps): void {
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
    async () => ({
      server_id: server.serverId,
      name: server.name,
      version: server.version,
      server_time: isoNow(clock),
      websocket: { enabled: websocketEnabled, url: null },
      polling_interval_ms: POLLING_INTERVAL_MS,
    }),
  );
}

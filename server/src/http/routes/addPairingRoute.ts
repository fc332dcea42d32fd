import { pairAnswerSchema, pairRequestSchema } from '@seo-live/protocol';
import type { Pairing } from '../../auth/createPairing.ts';
import type { Http } from '../plumbing/http.ts';

interface PairingDeps {
  pairing: Pairing;
  server: { serverId: string; name: string };
}

/** Turns a pairing code into a token. It needs no token, because the code proves who asks. */
export function addPairingRoute(http: Http, { pairing, server }: PairingDeps): void {
  http.post(
    '/pair',
    {
      schema: {
        summary: 'Turn a pairing code into a token',
        tags: ['pairing'],
        security: [],
        body: pairRequestSchema,
        response: { 200: pairAnswerSchema },
      },
    },
    async (request) => {
      const { code, client_name } = request.body;
      const { token, userId } = await pairing.redeem(code, client_name, request.ip);
      return { token, server_id: server.serverId, user_id: userId, name: server.name };
    },
  );
}

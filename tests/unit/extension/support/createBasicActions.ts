import { createSender } from '../../../../lib/actions/createSender.ts';
import type { ActionContext } from '../../../../lib/actions/withServer.ts';
import { createApiClient } from '../../../../lib/api/createApiClient.ts';
import type { BasicWorld } from './createBasicWorld.ts';

/** The actions of a person who is connected to a basic server. */
export function createBasicActions(world: BasicWorld) {
  let ids = 0;
  const context: ActionContext = {
    state: world.state,
    connection: world.connection,
    apiAt: (url, token, kind) =>
      kind
        ? world.apiAt(url, token)
        : createApiClient({
            baseUrl: url,
            fetch: async (input) =>
              world.routes[`GET ${new URL(String(input)).pathname}`]?.() ??
              world.json({ detail: 'Not Found' }, 404),
            timeout: () => new AbortController().signal,
            now: world.time.now,
          }),
    now: world.time.now,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    clientName: 'Chrome',
    locale: async () => 'en',
  };
  return { context, sender: createSender(context) };
}

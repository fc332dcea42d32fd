import { createSender } from '../../../../lib/actions/createSender.ts';
import type { ActionContext } from '../../../../lib/actions/withServer.ts';
import type { World } from './createWorld.ts';

let ids = 0;

/** The actions of the world's current worker instance. */
export function createActions(world: World) {
  const context: ActionContext = {
    state: world.state(),
    connection: world.connection(),
    apiAt: world.apiAt,
    now: world.time.now,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    clientName: 'Chrome, Linux',
    locale: async () => 'en',
  };
  return { context, sender: createSender(context) };
}

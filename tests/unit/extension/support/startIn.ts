import { startScan } from '../../../../lib/actions/startScan.ts';
import { createActions } from './createActions.ts';
import type { World } from './createWorld.ts';
import { settle } from './fakeTime.ts';

export const REQUEST = { url: 'https://example.com/', mode: 'site' as const, options: {} };

/** Starts a scan and lets its request end. Returns the id of the stored start, or nothing if it was refused. */
export async function startIn(world: World, more: { force?: boolean } = {}): Promise<string> {
  const { context, sender } = createActions(world);
  const answer = await startScan(context, sender, { ...REQUEST, ...more });
  await settle();
  return answer.ok ? answer.value.intentId : '';
}

export const intentsIn = (world: World) => world.state().intents.get();
export const followedIn = (world: World) => world.state().followed.get();

import { discoverScans } from './discoverScans';
import type { ActionContext } from './withServer';

const AT_LEAST_APART_MS = 10_000;

/** When to look for scans that were started elsewhere: one look at a time, and not for each popup that opens. */
export function createDiscovery(context: ActionContext) {
  let looking = Promise.resolve();
  let lookedAt = Number.NEGATIVE_INFINITY;

  /** Never rejects: the next alarm looks again. */
  function look(): Promise<void> {
    lookedAt = context.now();
    // A new look each time: one that is running may ask a server that has just been left.
    looking = looking.then(() => discoverScans(context)).catch(() => undefined);
    return looking;
  }

  return {
    look,
    onScreen: (): Promise<void> =>
      context.now() - lookedAt < AT_LEAST_APART_MS ? Promise.resolve() : look(),
  };
}
export type Discovery = ReturnType<typeof createDiscovery>;

type Hook = (id: string, value: unknown) => unknown;

let hook: Hook | null = null;
const never = () => new Promise<never>(() => {});

/** Stands between each `await` of the killed files and what it waits for; see numberedAwaits. */
export const atAwait = (id: string, value: unknown): unknown => (hook ? hook(id, value) : value);

/** The ids of all awaits that are come to while it runs, in their order. */
export async function visitsOf(run: () => Promise<unknown>): Promise<string[]> {
  const visits: string[] = [];
  hook = (id, value) => {
    visits.push(id);
    return value;
  };
  await run();
  hook = null;
  return visits;
}

/** `begun`: what is waited for was asked for just now. `answered`: it has come, but nobody goes on with it. */
export type Moment = 'begun' | 'answered';

/** Kills at one await, when it is come to for the nth time, which goes on no more. Returns whether it was. */
export function killAt(place: { id: string; nth: number; moment: Moment }, kill: () => void): () => boolean {
  let visits = 0;
  let killed = false;
  const end = () => {
    killed = true;
    kill();
  };
  hook = (id, value) => {
    if (id === place.id) visits += 1;
    if (id !== place.id || visits !== place.nth) return value;
    hook = null;
    const settled = Promise.resolve(value).catch(() => undefined);
    if (place.moment === 'begun') end();
    else void settled.then(end);
    return never();
  };
  return () => killed;
}

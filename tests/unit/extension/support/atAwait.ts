type Hook = (id: string, value: unknown) => unknown;

let hook: Hook | null = null;
const never = () => new Promise<never>(() => {});

/** Wraps the argument of each `await` in the killed files; see numberedAwaits. */
export const atAwait = (id: string, value: unknown): unknown => (hook ? hook(id, value) : value);

/** The ids of all awaits that are reached during `run`, in order. */
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

/** `begun`: the awaited call was made just now. `answered`: its result has come, but is not used yet. */
export type Moment = 'begun' | 'answered';

/** Kills at one await when it is reached for the nth time; that await never ends. The answer tells whether it was killed. */
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

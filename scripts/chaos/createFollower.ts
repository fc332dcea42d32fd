import type { Follower, PlaceAt, Trouble } from './measureDelays.ts';
import type { Actor } from './openActor.ts';

/** What one browser's workers have told, put beside what the server appended for it. */
export function followerOf(
  actor: Actor,
  jobs: readonly { appended: PlaceAt[] }[],
  ofThePath: readonly Trouble[],
): Follower {
  const records = actor.collector.inOrder();
  const known = records.flatMap(({ kind, jobId, epoch, seq, at }) =>
    kind === 'applied' || kind === 'held'
      ? [{ jobId: String(jobId), epoch: String(epoch), seq: Number(seq), at }]
      : [],
  );
  const rests: Follower['rests'] = [];
  let since: number | null = null;
  for (const { kind, resting, at } of records) {
    if (kind !== 'phase') continue;
    if (resting === true) since ??= at;
    else if (since !== null) {
      rests.push({ from: since, to: at });
      since = null;
    }
  }
  if (since !== null) rests.push({ from: since, to: Number.POSITIVE_INFINITY });
  return {
    name: actor.name,
    looks: actor.looks,
    troubles: [...ofThePath, ...actor.troubles],
    births: records.filter(({ kind }) => kind === 'born').map(({ at }) => at),
    rests,
    appended: jobs.flatMap(({ appended }) => appended),
    known,
  };
}

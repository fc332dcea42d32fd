import type { Fault, Follower, PlaceAt } from './measureDelays.ts';
import type { Actor } from './openActor.ts';

/** Combines the records of one browser's workers with what the server appended for it. */
export function createFollower(
  actor: Actor,
  jobs: readonly { appended: PlaceAt[] }[],
  pathFaults: readonly Fault[],
): Follower {
  const records = actor.collector.inOrder();
  const known = records.flatMap(({ kind, jobId, epoch, seq, at }) =>
    kind === 'applied' || kind === 'stored'
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
    watches: actor.watches,
    faults: [...pathFaults, ...actor.faults],
    instanceStarts: records.filter(({ kind }) => kind === 'started').map(({ at }) => at),
    rests,
    appended: jobs.flatMap(({ appended }) => appended),
    known,
  };
}

import type { FollowedJob } from './followedJob';
import { jobKeyOf, ownerKeyOf } from './jobKey';
import type { PairedServer } from './pairedServer';
import type { Elsewhere, ElsewhereJob } from './startedElsewhere';

const none: ElsewhereJob[] = [];

/** Scans that were started elsewhere on the paired server and are not followed here. */
export function selectElsewhere(
  elsewhere: Elsewhere,
  server: PairedServer | null,
  followed: FollowedJob[],
): ElsewhereJob[] {
  if (!server || elsewhere.of !== ownerKeyOf(server)) return none;
  const followedKeys = new Set(followed.map(({ key }) => key));
  const rows = elsewhere.jobs.filter(({ jobId }) => !followedKeys.has(jobKeyOf(server, jobId)));
  return rows.length === 0 ? none : rows;
}

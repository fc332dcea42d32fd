import type { FollowedJob } from './followedJob';
import { jobKeyOf, ownerKeyOf } from './jobKey';
import type { PairedServer } from './pairedServer';
import type { StartedElsewhere, StartedElsewhereJob } from './startedElsewhere';

const none: StartedElsewhereJob[] = [];

/** Scans that were started elsewhere on the paired server and are not followed here. */
export function selectStartedElsewhere(
  elsewhere: StartedElsewhere,
  server: PairedServer | null,
  followed: FollowedJob[],
): StartedElsewhereJob[] {
  if (!server || elsewhere.of !== ownerKeyOf(server)) return none;
  const followedKeys = new Set(followed.map(({ key }) => key));
  const rows = elsewhere.jobs.filter(({ jobId }) => !followedKeys.has(jobKeyOf(server, jobId)));
  return rows.length === 0 ? none : rows;
}

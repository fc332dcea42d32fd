import type { FollowedJob, LiveJobs } from './followedJob';
import type { Intent, StartIntent } from './intent';
import type { JobView } from './jobView';
import { shownTime } from './shownTime';

const startingView = (intent: StartIntent): JobView => ({
  id: intent.id,
  kind: 'starting',
  key: null,
  jobId: null,
  url: intent.url,
  mode: intent.mode,
  options: intent.options,
  message: null,
  problem: intent.problem,
  removed: null,
  read: true,
  at: intent.createdAt,
});

const followedView = (job: FollowedJob, live: LiveJobs, intents: Intent[]): JobView => ({
  id: job.key,
  kind: job.end || job.gone ? 'ended' : 'active',
  key: job.key,
  jobId: job.jobId,
  ...(job.startedBy ? { startedBy: job.startedBy } : {}),
  url: job.url,
  mode: job.mode,
  options: {},
  message: job.end ?? live[job.key] ?? null,
  problem: intents.find((intent) => intent.kind === 'cancel' && intent.jobKey === job.key)?.problem ?? null,
  removed: job.gone,
  reportless: job.reportless,
  read: job.read,
  at: job.end ? shownTime(job.end) : job.addedAt,
});

const order = { starting: 0, active: 1, ended: 2 };

/** The rows of popup and badge: starting, then active, then ended, each newest first. */
export function selectJobs(stored: {
  followed: FollowedJob[];
  live: LiveJobs;
  intents: Intent[];
}): JobView[] {
  const starting = stored.intents.filter((intent) => intent.kind === 'start').map(startingView);
  const followed = stored.followed.map((job) => followedView(job, stored.live, stored.intents));
  return [...starting, ...followed].sort(
    (a, b) => order[a.kind] - order[b.kind] || Date.parse(b.at) - Date.parse(a.at),
  );
}

import { type Answer, fail, succeed } from '../state/answer';
import { changeFollowed, isOver } from '../state/followedJobs';
import { isPlainKey } from '../state/plain';
import type { JobKey } from '../state/types';
import { withoutJobs } from '../state/withoutJobs';
import { type ActionContext, jobIdOf } from './context';

/**
 * Takes an ended scan, or a start that will not be sent again, off the list. The report stays on the server.
 * One of a plain server also while it runs: it may be somebody else's, may never end, and goes on untouched.
 */
export async function dismiss({ state }: ActionContext, id: string): Promise<Answer<null>> {
  const [intents, jobs] = await Promise.all([state.intents.get(), state.followed.get()]);
  const starting = intents.some(
    (intent) => intent.kind === 'start' && intent.id === id && !intent.problem?.final,
  );
  const active = !isPlainKey(id) && jobs.some((job) => job.key === id && !isOver(job));
  if (starting || active) return fail('wrong_state');
  // Seen in the list while it ran, and only hidden by being followed: it is not running elsewhere now.
  await state.elsewhere.update((held) =>
    id === `${held.of}|${jobIdOf(id)}` ? withoutJobs(held, new Set([jobIdOf(id)])) : held,
  );
  await state.intents.update((held) =>
    held.filter((intent) => (intent.kind === 'start' ? intent.id : intent.jobKey) !== id),
  );
  await state.followed.update((held) => held.filter((job) => job.key !== id));
  await state.live.update(({ [id]: _left, ...live }) => live);
  return succeed(null);
}

export async function markRead({ state }: ActionContext, key: JobKey): Promise<Answer<null>> {
  await state.followed.update((jobs) =>
    changeFollowed(jobs, key, (job) => (job.read || !isOver(job) ? job : { ...job, read: true })),
  );
  return succeed(null);
}

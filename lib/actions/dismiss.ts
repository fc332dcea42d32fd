import { type Answer, fail, succeed } from '../state/answer';
import { canLeave } from '../state/canLeave';
import { changeFollowed, isOver } from '../state/followedJob';
import { isJobKey, type JobKey, jobIdOf, ownerOf } from '../state/jobKey';
import { withoutJobs } from '../state/withoutJobs';
import type { ActionContext } from './withServer';

/**
 * Removes an ended scan, or a start that will not be sent again, from the list. The report stays on the server.
 * A scan that `canLeave` allows is removed while it runs, and goes on. `wrong_state`: this row cannot be removed.
 */
export async function dismiss({ state }: ActionContext, id: string): Promise<Answer<null>> {
  const { intents, followed: jobs, server } = await state.read('intents', 'followed', 'server');
  const starting = intents.some(
    (intent) => intent.kind === 'start' && intent.id === id && !intent.problem?.final,
  );
  const active = jobs.find((job) => job.key === id && !isOver(job));
  if (starting || (active && !canLeave(active, server))) return fail('wrong_state');
  // A followed scan stays in the list of scans started elsewhere, hidden. An ended one is removed there, too.
  await state.elsewhere.update((current) =>
    !active && isJobKey(id) && current.of === ownerOf(id)
      ? withoutJobs(current, new Set([jobIdOf(id)]))
      : current,
  );
  await state.intents.update((current) =>
    current.filter((intent) => (intent.kind === 'start' ? intent.id : intent.jobKey) !== id),
  );
  await state.followed.update((current) => current.filter((job) => job.key !== id));
  await state.live.update(({ [id as JobKey]: _left, ...live }) => live);
  return succeed(null);
}

export async function markRead({ state }: ActionContext, key: JobKey): Promise<Answer<null>> {
  await state.followed.update((jobs) =>
    changeFollowed(jobs, key, (job) => (job.read || !isOver(job) ? job : { ...job, read: true })),
  );
  return succeed(null);
}

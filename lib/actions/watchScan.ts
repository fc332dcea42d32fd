import { knownMode } from '@seo-live/protocol';
import { type Answer, succeed } from '../state/answer';
import { isRemoved } from '../state/failureTraits';
import { addFollowed, newFollowedJob } from '../state/followedJob';
import type { JobKey } from '../state/jobKey';
import { withoutJobs } from '../state/withoutJobs';
import { type ActionContext, withServer } from './withServer';

/** Follows a scan that was started elsewhere, and removes a start that was refused because of it. */
export function watchScan(context: ActionContext, jobId: string): Promise<Answer<{ key: JobKey }>> {
  const { state, connection, now } = context;
  const forget = (id: string) => state.elsewhere.update((current) => withoutJobs(current, new Set([id])));
  return withServer(context, async (api, server) => {
    const found = await api.job(jobId);
    if (!found.ok) {
      if (isRemoved(found.error.code)) await forget(jobId);
      return found;
    }
    const { url, mode } = found.value;
    const job = newFollowedJob(server, {
      jobId,
      url,
      mode: knownMode(mode),
      startedHere: false,
      addedAt: new Date(now()).toISOString(),
    });
    await state.updateRows(({ followed, intents }) => ({
      followed: addFollowed(followed, job),
      intents: intents.filter((intent) => intent.kind !== 'start' || intent.problem?.jobId !== jobId),
    }));
    await forget(jobId);
    await connection.ensure();
    return succeed({ key: job.key });
  });
}

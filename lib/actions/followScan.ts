import { messageOf } from '../connection/createPoller';
import { type Answer, fail, succeed } from '../state/answer';
import { failureTraitsOf } from '../state/failureTraits';
import { addFollowed, newFollowedJob } from '../state/followedJob';
import { isSameJobId } from '../state/jobId';
import { jobIdIn } from '../state/jobIdIn';
import type { JobKey } from '../state/jobKey';
import { reduceMessage } from '../state/reduceMessage';
import { type ActionContext, withServer } from './withServer';

/**
 * Follows the scan whose id is in a pasted text or a link. `no_id`: there is none. `unknown_id`: the server
 * knows no such scan. `bad_answer`: the answer does not have the five fields.
 */
export function followScan(context: ActionContext, text: string): Promise<Answer<{ key: JobKey }>> {
  const { state, connection, now } = context;
  return withServer(context, async (api, server) => {
    const asked = jobIdIn(text);
    if (!asked) return fail('no_id');
    const answer = await api.status(asked);
    if (!answer.ok)
      return failureTraitsOf(answer.error.code).removed === 'unknown' ? fail('unknown_id') : answer;
    const given = messageOf(answer.value);
    // Messages name the scan as the server spells it.
    const jobId = reduceMessage(null, given).state?.job_id;
    if (jobId === undefined || !isSameJobId(jobId, asked)) return fail('bad_answer');
    const addedAt = new Date(now()).toISOString();
    // No field names the site, so the row shows the id.
    const job = newFollowedJob(server, { jobId, url: jobId, mode: 'site', startedHere: false, addedAt });
    await state.followed.update((jobs) => addFollowed(jobs, job));
    await connection.receive(job.key, given, 'snapshot');
    await connection.ensure();
    return succeed({ key: job.key });
  });
}

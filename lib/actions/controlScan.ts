import type { ControlAnswer } from '@seo-live/protocol';
import type { Answer } from '../state/answer';
import type { JobKey } from '../state/jobKey';
import { takeSnapshot } from './takeSnapshot';
import { type ActionContext, withJob } from './withServer';

/** Pause and resume are not queued: when they fail, the person sees it and tries again. */
export function controlScan(
  context: ActionContext,
  key: JobKey,
  verb: 'pause' | 'resume',
): Promise<Answer<ControlAnswer>> {
  return withJob(context, key, async (api, jobId) => {
    const answer = await api[verb](jobId);
    // The socket may be closed while everything is paused: the row must not wait for the alarm.
    await takeSnapshot(context.connection, api, key);
    await context.connection.ensure();
    return answer;
  });
}

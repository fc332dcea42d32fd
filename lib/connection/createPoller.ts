import { MAX_BATCH, type StatusEnvelope } from '@seo-live/protocol';
import type { ApiClient } from '../api/createApiClient';
import type { Failure } from '../state/answer';
import { failureTraitsOf, isRemoved } from '../state/failureTraits';
import type { FollowedJob } from '../state/followedJob';
import type { PairedServer } from '../state/pairedServer';
import { answersSo } from '../state/plain';
import type { Arrival } from './connectionObserver';
import type { Inbox } from './createInbox';

/** What stands beside the message in a status answer is not part of the job's state. */
export function messageOf(answer: Partial<StatusEnvelope>): Record<string, unknown> {
  const { ended: _ended, reset: _reset, events: _events, server_time: _time, ...message } = answer;
  return message;
}

/** A job that nobody has heard of yet is gone when it is unknown for longer than it may take to be known. */
const KNOWN_WITHIN_MS = 4000;

/** Asks REST for the newest state of followed jobs; every answer goes through the same reducer. */
export function createPoller(deps: {
  api: ApiClient;
  inbox: Pick<Inbox, 'receive' | 'markGone' | 'isKnown'>;
  server: PairedServer;
  now: () => number;
}) {
  const { api, inbox, server, now } = deps;
  let batchKnown = true;
  /** Since when a plain server does not know it, which may know it a moment later than whoever started it. */
  const missedSince = new Map<string, number>();

  /** About one job only: what its handler met, a lost row of it, or whose it is. The others are asked all the same. */
  const isOfOneJob = ({ code, status, retryAfterMs }: Failure): boolean =>
    failureTraitsOf(code).unreadable === true ||
    (status === 500 && retryAfterMs === undefined) ||
    (status === 403 && server.kind !== undefined);

  async function isNotYetThere({ key, jobId }: FollowedJob): Promise<boolean> {
    if (!server.kind || (await inbox.isKnown(key))) return false;
    const since = missedSince.get(jobId) ?? now();
    missedSince.set(jobId, since);
    return now() - since < KNOWN_WITHIN_MS;
  }

  async function pollOne(job: FollowedJob, how: Arrival): Promise<Failure | null> {
    const answer = await api.status(job.jobId);
    if (answer.ok) await inbox.receive(job.key, messageOf(answer.value), how);
    else {
      const { code } = answer.error;
      if (!isRemoved(code)) return answer.error;
      if (!(await isNotYetThere(job))) await inbox.markGone(job.key, code);
    }
    return null;
  }

  async function pollEach(jobs: FollowedJob[], how: Arrival): Promise<Failure | null> {
    let failed: Failure | null = null;
    let answered = false;
    for (const job of jobs) {
      const failure = await pollOne(job, how);
      if (failure && !isOfOneJob(failure)) return failure;
      answered ||= !failure;
      failed ??= failure;
    }
    return answered ? null : failed;
  }

  async function pollBatch(jobs: FollowedJob[], how: Arrival): Promise<Failure | null> {
    const answer = await api.statuses(jobs.map((job) => job.jobId));
    if (!answer.ok) {
      if (!failureTraitsOf(answer.error.code).lacksRoute) return answer.error;
      batchKnown = false;
      return pollEach(jobs, how);
    }
    for (const result of answer.value.jobs) {
      const job = jobs.find((held) => held.jobId === result.job_id);
      if (!job) continue;
      const code = result.error?.code;
      if (isRemoved(code)) await inbox.markGone(job.key, code);
      else if (result.message) await inbox.receive(job.key, messageOf(result.message), how);
    }
    return null;
  }

  async function poll(jobs: FollowedJob[], how: Arrival): Promise<Failure | null> {
    // Nothing to ask for: the configuration still tells whether the server is there and takes our token.
    if (jobs.length === 0) {
      const answer = await api.config();
      return answer.ok || answersSo(server, answer.error.code) ? null : answer.error;
    }
    for (let from = 0; from < jobs.length; from += MAX_BATCH) {
      const part = jobs.slice(from, from + MAX_BATCH);
      const failure = batchKnown && part.length > 1 ? await pollBatch(part, how) : await pollEach(part, how);
      if (failure) return failure;
    }
    return null;
  }

  return {
    pollOne,
    /** One round over all jobs; the first failure that is about the server ends it. */
    poll,
  };
}
export type Poller = ReturnType<typeof createPoller>;

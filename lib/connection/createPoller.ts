import { MAX_BATCH, type StatusEnvelope } from '@seo-live/protocol';
import type { ApiClient } from '../api/createApiClient';
import type { Failure } from '../state/answer';
import { isUsualAnswer } from '../state/basicServer';
import { failureTraitsOf, isRemoved } from '../state/failureTraits';
import type { FollowedJob } from '../state/followedJob';
import type { PairedServer } from '../state/pairedServer';
import type { WallClock } from '../state/wallClock';
import type { Arrival } from './connectionObserver';
import type { Inbox } from './createInbox';

/** The message of a status answer, without the fields that are not part of the job's state. */
export function messageOf(answer: Partial<StatusEnvelope>): Record<string, unknown> {
  const { ended: _ended, reset: _reset, events: _events, server_time: _time, ...message } = answer;
  return message;
}

/** A basic server may know a job only some time after its start. Unknown for longer, the job was removed. */
const KNOWN_WITHIN_MS = 4000;

/** Asks REST for the newest state of followed jobs; every answer goes through the same reducer. */
export function createPoller(deps: {
  api: ApiClient;
  inbox: Pick<Inbox, 'receive' | 'markRemoved' | 'isKnown'>;
  server: PairedServer;
  now: WallClock;
}) {
  const { api, inbox, server, now } = deps;
  let batchKnown = true;
  /** Since when a basic server does not know the job. */
  const missedSince = new Map<string, number>();

  /** Whether the failure is about this job only, so that the others are still asked about. */
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
      if (!(await isNotYetThere(job))) await inbox.markRemoved(job.key, code);
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
      const job = jobs.find((candidate) => candidate.jobId === result.job_id);
      if (!job) continue;
      const code = result.error?.code;
      if (isRemoved(code)) await inbox.markRemoved(job.key, code);
      else if (result.message) await inbox.receive(job.key, messageOf(result.message), how);
    }
    return null;
  }

  async function poll(jobs: FollowedJob[], how: Arrival): Promise<Failure | null> {
    // No job to ask about: the configuration shows whether the server answers and accepts our token.
    if (jobs.length === 0) {
      const answer = await api.config();
      return answer.ok || isUsualAnswer(server, answer.error.code) ? null : answer.error;
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
    /** One poll cycle over all jobs. The first failure that is about the server ends it. */
    poll,
  };
}
export type Poller = ReturnType<typeof createPoller>;

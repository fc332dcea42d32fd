import type { FollowedJob } from '../../../../lib/state/followedJob.ts';
import type { StartIntent } from '../../../../lib/state/intent.ts';
import { type JobKey, jobKeyOf } from '../../../../lib/state/jobKey.ts';
import type { PairedServer } from '../../../../lib/state/pairedServer.ts';
import type { FullJobMessage, JobStatus } from '../../../../protocol/src/index.ts';

export const server: PairedServer = {
  serverId: 's1',
  userId: 'u1',
  url: 'http://127.0.0.1:8001',
  name: 'Test server',
  version: '0.1.0',
  token: 'secret-token',
  pairedAt: '2026-11-22T11:00:00.000Z',
};

export const keyOf = (jobId: string): JobKey => jobKeyOf(server, jobId);

/** A start that is stored and not yet sent. */
export const startIntent = (given: Partial<StartIntent> = {}): StartIntent => ({
  kind: 'start',
  id: 'i1',
  url: 'https://example.com/',
  mode: 'site',
  options: {},
  force: false,
  createdAt: '2026-11-22T12:00:00.000Z',
  cancelWanted: false,
  problem: null,
  ...given,
});

/** A whole message as our server sends it. */
export function message(given: Partial<FullJobMessage> & { job_id: string }): FullJobMessage {
  const status: JobStatus = given.status ?? 'running';
  return {
    progress: 10,
    status,
    current_step: 'Reading pages',
    timestamp: '2026-11-22T12:00:00.000Z',
    seq: 1,
    epoch: '0000000a',
    detail: {
      phase: 'crawling',
      pages: {
        discovered: 310,
        crawled: 300,
        queued: 0,
        in_flight: 0,
        failed: 8,
        refused: 2,
        skipped: { robots: 0, filter: 0, limit: 0, other: 0 },
      },
      rate_per_s: 4.8,
      eta_s: null,
      current_urls: [],
      issues: { critical: 3, high: 12, medium: 40, low: 0, info: 9 },
      queue_position: 0,
    },
    ...given,
  };
}

export function followed(jobId: string, given: Partial<FollowedJob> = {}): FollowedJob {
  return {
    key: keyOf(jobId),
    jobId,
    url: 'https://example.com/',
    mode: 'site',
    startedHere: true,
    addedAt: '2026-11-22T12:00:00.000Z',
    end: null,
    notify: 'none',
    read: false,
    cancelledHere: false,
    gone: null,
    ...given,
  };
}

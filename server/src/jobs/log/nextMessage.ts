import { type Detail, type FullJobMessage, isTerminal, type JobStatus, noIssues } from '@seo-live/protocol';
import { noPages } from '../../store/jobs/jobCounts.ts';
import { currentStep } from './currentStep.ts';
import type { EventChange } from './eventLog.ts';

/** The first message of a job: queued, so that nobody is shown "done, 0 of 0". */
export const firstMessage = (jobId: string, epoch: string, timestamp: string): FullJobMessage => ({
  job_id: jobId,
  progress: 0,
  status: 'queued',
  current_step: currentStep('queued', 'queued'),
  timestamp,
  seq: 1,
  epoch,
  detail: {
    phase: 'queued',
    pages: noPages(),
    rate_per_s: 0,
    eta_s: null,
    current_urls: [],
    issues: noIssues(),
    queue_position: 0,
    slowed: 0,
  },
});

/** The message after a change. It has the whole state, never a difference. */
export function nextMessage(
  last: FullJobMessage,
  change: EventChange,
  at: { seq: number; epoch: string; timestamp: string },
): FullJobMessage {
  const status = change.status ?? last.status;
  const phase = isTerminal(status) ? 'done' : (change.phase ?? last.detail.phase);
  const detail: Detail = { ...last.detail, ...change.detail, phase };
  return {
    ...last,
    ...at,
    status,
    progress: Math.max(last.progress, toTenths(change.progress ?? 0)),
    current_step: currentStep(status, phase),
    detail: status === 'running' ? { ...detail, queue_position: 0 } : withoutReading(detail, status),
    ...(change.result && { result: change.result }),
    ...(change.error && { error: change.error }),
  };
}

/** No page is being read, so there is no rate, no estimate and no current page. */
const withoutReading = (detail: Detail, status: JobStatus): Detail => ({
  ...detail,
  rate_per_s: 0,
  eta_s: null,
  current_urls: [],
  queue_position: status === 'queued' ? detail.queue_position : 0,
});

const toTenths = (progress: number): number => Math.min(100, Math.round(progress * 10) / 10);

const EPOCH_WIDTH = 9;

/** The epoch after `previous`: base 36 of fixed width, so that epochs sort as text and never go back. */
export function nextEpoch(previous: string | null, now: number): string {
  const least = previous ? Number.parseInt(previous, 36) + 1 : 0;
  return Math.max(least, now).toString(36).padStart(EPOCH_WIDTH, '0');
}

import type { JobStatus, Phase } from '@seo-live/protocol';

const ofPhase: Record<Phase, string> = {
  queued: 'Waiting for a free place',
  discovering: 'Reading robots.txt and sitemaps',
  crawling: 'Reading pages',
  verifying: 'Looking again at pages that failed',
  analysing: 'Comparing pages with each other',
  reporting: 'Writing the report',
  done: 'Done',
};

const ofStatus: Partial<Record<JobStatus, string>> = {
  queued: ofPhase.queued,
  paused: 'Paused',
  completed: 'Done',
  cancelled: 'Cancelled: the pages read so far are in the report',
  failed: 'The scan could not be finished',
};

/**
 * The current step in English, for clients that read only the five basic fields. The extension has its own
 * text for each phase.
 */
export const currentStep = (status: JobStatus, phase: Phase): string => ofStatus[status] ?? ofPhase[phase];

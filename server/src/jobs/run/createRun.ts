import type { Phase } from '@seo-live/protocol';
import type { CrawlControl, CrawlProgress } from '../../crawl/ports/crawlControl.ts';
import { type Clock, isoNow } from '../../shared/clock.ts';
import type { Job } from '../../store/jobs/job.ts';
import type { EventChange } from '../log/eventLog.ts';
import { type Coalescer, createCoalescer } from './createCoalescer.ts';
import { createEstimate, type Estimate } from './createEstimate.ts';
import { createGate, type Gate } from './createGate.ts';

/** Why a scan stops before its end. After a shutdown the next start continues it. */
type StopReason = 'cancel' | 'shutdown' | 'delete';

/** A scan that runs in this process, with the controls that the manager uses. */
export interface Run {
  jobId: string;
  userId: string;
  control: CrawlControl;
  gate: Gate;
  updates: Coalescer;
  /** How far the scan is when it enters a phase after the crawl. */
  entered: (phase: Phase) => Estimate;
  /** True while it has a place of the queue. */
  hasPlace: boolean;
  stopReason: () => StopReason | null;
  /** The first reason stays, except that shutdown and delete replace a cancel. */
  stop(reason: StopReason): void;
  inFlight: () => number;
  lastRequestAt: () => string | null;
  /** Resolves when no request to the site is open. */
  idle: Promise<void>;
  markIdle(): void;
  /** Resolves when the end is written, or when the scan was stopped without one. */
  ended: Promise<void>;
  markEnded(): void;
}

interface RunOptions {
  job: Pick<Job, 'jobId' | 'userId'>;
  clock: Clock;
  emit: (change: EventChange) => Promise<void>;
  onWaited?: ((waitedMs: number) => void) | undefined;
}

export function createRun({ job, clock, emit, onWaited }: RunOptions): Run {
  const abort = new AbortController();
  const gate = createGate();
  const updates = createCoalescer({ clock, emit, onWaited });
  const estimate = createEstimate(clock);
  const idle = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  let reason: StopReason | null = null;
  let inFlight = 0;
  let lastRequestAt: string | null = null;

  return {
    jobId: job.jobId,
    userId: job.userId,
    gate,
    updates,
    entered: estimate.entered,
    hasPlace: false,
    control: {
      signal: abort.signal,
      gate: gate.pass,
      report(progress) {
        inFlight = progress.pages.in_flight;
        updates.offer(toChange(progress, estimate.crawling(progress)));
      },
      requestSent() {
        lastRequestAt = isoNow(clock);
      },
    },
    stopReason: () => reason,
    stop(next) {
      if (reason === null || reason === 'cancel') reason = next;
      abort.abort();
      gate.open();
    },
    inFlight: () => inFlight,
    lastRequestAt: () => lastRequestAt,
    idle: idle.promise,
    markIdle() {
      inFlight = 0;
      idle.resolve();
    },
    ended: ended.promise,
    markEnded: () => ended.resolve(),
  };
}

const toChange = (progress: CrawlProgress, estimate: Estimate): EventChange => ({
  phase: progress.phase,
  progress: estimate.progress,
  detail: {
    pages: progress.pages,
    issues: progress.issues,
    rate_per_s: progress.ratePerS,
    eta_s: estimate.etaS,
    total_known: estimate.totalKnown,
    again: progress.again,
    in_sitemap: progress.inSitemap,
    current_urls: progress.currentUrls.slice(0, 3),
    slowed: progress.slowed,
  },
});

import { isOwnFault, type JobError, type Phase, scanErrorCodes } from '@seo-live/protocol';
import type { JobStore } from '../../store/jobs/createJobStore.ts';
import type { Job } from '../../store/jobs/job.ts';
import type { EventChange } from '../log/eventLog.ts';
import type { Run } from './createRun.ts';
import type { ScanCounts, ScanSteps } from './scanSteps.ts';

const ANALYSIS_MS = 5 * 60_000;
const PARTIAL_ANALYSIS_MS = 10_000;

interface RunScanOptions {
  jobs: JobStore;
  steps: ScanSteps;
  run: Run;
  job: Job;
  onError: (error: unknown, context: { jobId?: string; what: string }) => void;
}

/**
 * Runs a scan from its stored state to its end: crawl, analysis, report. Answers with the end to write, or
 * null when a shutdown or a delete stopped it. A cancelled scan skips the rest of the crawl and writes its
 * partial report.
 */
export async function runScan({
  jobs,
  steps,
  run,
  job,
  onError,
}: RunScanOptions): Promise<EventChange | null> {
  const isLeft = (): boolean => run.stopReason() === 'shutdown' || run.stopReason() === 'delete';
  const cancelled = (): boolean => run.stopReason() === 'cancel';
  const enter = async (phase: Phase): Promise<ScanCounts> => {
    const { pages, issues } = await jobs.count(job.jobId);
    const { progress, totalKnown, etaS } = run.entered(phase);
    run.updates.offer({
      phase,
      progress,
      detail: { pages, issues, ...idle, eta_s: etaS, total_known: totalKnown },
    });
    return { pages, issues };
  };

  try {
    if (!run.stopReason()) await crawl();
    run.markIdle();
    await run.gate.pass();
    if (isLeft()) return null;
    await enter('analysing');
    const budgetMs = cancelled() ? PARTIAL_ANALYSIS_MS : ANALYSIS_MS;
    const { notRun } = await steps.analyse(job, { budgetMs });
    await run.gate.pass();
    if (isLeft()) return null;
    // After the analysis no row changes any more: report and end have these counts too.
    const counts = await enter('reporting');
    const status = cancelled() ? 'cancelled' : 'completed';
    const { report, result } = await steps.report(job, { status, notRun, counts });
    if (isLeft()) return null;
    const progress = status === 'completed' ? 100 : undefined;
    return { status, progress, detail: { ...counts, ...idle }, result, report };
  } catch (error) {
    if (isLeft()) return null;
    return { status: 'failed', error: toJobError(error), detail: idle };
  } finally {
    run.markIdle();
  }

  async function crawl(): Promise<void> {
    try {
      await steps.crawl(job, run.control);
    } catch (error) {
      // An error during a stop says nothing about the site.
      if (!run.stopReason()) throw error;
    }
  }

  function toJobError(error: unknown): JobError {
    const { code, message, target } = error as { code?: unknown; message?: unknown; target?: unknown };
    if (scanErrorCodes.some((known) => known === code) && typeof message === 'string') {
      if (isOwnFault(code)) onError(error, { jobId: job.jobId, what: 'scan' });
      return {
        code: String(code),
        message: message.slice(0, 2000),
        ...(typeof target === 'string' ? { target } : {}),
      };
    }
    onError(error, { jobId: job.jobId, what: 'scan' });
    return {
      code: 'internal',
      message: 'Something went wrong in the server. The pages read so far are kept; start the scan again.',
    };
  }
}

const idle = { rate_per_s: 0, eta_s: null, current_urls: [], again: null };

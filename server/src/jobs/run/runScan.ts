import { type JobError, type Phase, scanErrorCodes } from '@seo-live/protocol';
import type { JobStore } from '../../store/jobs/createJobStore.ts';
import type { Job } from '../../store/jobs/job.ts';
import type { EventChange } from '../log/eventLog.ts';
import type { Run } from './createRun.ts';
import { progressOf } from './progressOf.ts';
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
 * One scan from where it stands to its end: crawl, analysis, report. Answers with the end to be written,
 * or null when it was stopped by a shutdown or a delete and has nothing to say.
 * A cancelled scan skips what is left of the crawl and writes its partial report.
 */
export async function runScan({
  jobs,
  steps,
  run,
  job,
  onError,
}: RunScanOptions): Promise<EventChange | null> {
  const leaves = (): boolean => run.stopReason() === 'shutdown' || run.stopReason() === 'delete';
  const cancelled = (): boolean => run.stopReason() === 'cancel';
  const enter = async (phase: Phase): Promise<ScanCounts> => {
    const { pages, issues } = await jobs.count(job.jobId);
    run.updates.offer({ phase, progress: progressOf(phase, pages), detail: { pages, issues, ...idle } });
    return { pages, issues };
  };

  try {
    if (!run.stopReason()) await crawl();
    run.isQuiet();
    await run.gate.pass();
    if (leaves()) return null;
    await enter('analysing');
    const budgetMs = cancelled() ? PARTIAL_ANALYSIS_MS : ANALYSIS_MS;
    const { notRun } = await steps.analyse(job, { budgetMs });
    await run.gate.pass();
    if (leaves()) return null;
    // After the analysis no row changes any more: report and end have these counts too.
    const counts = await enter('reporting');
    const status = cancelled() ? 'cancelled' : 'completed';
    const { report, result } = await steps.report(job, { status, notRun, counts });
    if (leaves()) return null;
    const progress = status === 'completed' ? 100 : undefined;
    return { status, progress, detail: { ...counts, ...idle }, result, report };
  } catch (error) {
    if (leaves()) return null;
    return { status: 'failed', error: toJobError(error), detail: idle };
  } finally {
    run.isQuiet();
  }

  async function crawl(): Promise<void> {
    try {
      await steps.crawl(job, run.control);
    } catch (error) {
      // What breaks while everything is being taken down says nothing about the site.
      if (!run.stopReason()) throw error;
    }
  }

  function toJobError(error: unknown): JobError {
    const { code, message } = error as { code?: unknown; message?: unknown };
    if (scanErrorCodes.some((known) => known === code) && typeof message === 'string') {
      return { code: String(code), message: message.slice(0, 2000) };
    }
    onError(error, { jobId: job.jobId, what: 'scan' });
    return {
      code: 'internal',
      message: 'Something went wrong in the server. The pages read so far are kept; start the scan again.',
    };
  }
}

const idle = { rate_per_s: 0, eta_s: null, current_urls: [] };

import type { JobMessage, ScanMode } from '@seo-live/protocol';
import { type JobKey, jobKeyOf } from './jobKey';
import type { PairedServer } from './pairedServer';

/** storage.local `followed`: survives worker, browser and server. */
export interface FollowedJob {
  key: JobKey;
  jobId: string;
  url: string;
  mode: ScanMode;
  startedHere: boolean;
  /** The id of the start that it came from. A command that still names that id means this scan. */
  startedBy?: string;
  addedAt: string;
  /** The terminal message, written before anything is shown. It wins over session state. */
  end: JobMessage | null;
  /** `pending` is stored together with the end, `done` after the notification exists. */
  notify: 'none' | 'pending' | 'done';
  /** Seen in popup or report, so that the badge no longer shows a tick for it. */
  read: boolean;
  /** Cancelled by this browser. The end `cancelled` then needs no notification. */
  cancelledHere: boolean;
  /** Why it was removed from the server; the row stays and shows it. Stored, so it keeps its earlier name. */
  gone: 'deleted' | 'not_found' | null;
  /** Its server makes no reports. Stored with the row, since another server may be paired later. */
  reportless?: true;
}

/** storage.session `live`: the newest message of each running job. */
export type LiveJobs = Record<JobKey, JobMessage>;

const KEEP_ENDED = 100;

export const isOver = (job: FollowedJob): boolean => job.end !== null || job.gone !== null;

/** A scan that runs again after its end, or that was removed, has no end and needs no notification. */
export const needsNotification = (job: FollowedJob): boolean => job.notify === 'pending' && job.end !== null;

/** Adds a job once. Of the ended ones the newest hundred stay, and all that still need a notification. */
export function addFollowed(jobs: FollowedJob[], job: FollowedJob): FollowedJob[] {
  if (jobs.some((other) => other.key === job.key)) return jobs;
  const droppable = jobs.filter((other) => isOver(other) && !needsNotification(other));
  const dropped = new Set(droppable.slice(0, Math.max(0, droppable.length - KEEP_ENDED)));
  return [...jobs.filter((other) => !dropped.has(other)), job];
}

export function changeFollowed(
  jobs: FollowedJob[],
  key: JobKey,
  change: (job: FollowedJob) => FollowedJob,
): FollowedJob[] {
  const current = jobs.find((job) => job.key === key);
  if (!current) return jobs;
  const next = change(current);
  return next === current ? jobs : jobs.map((job) => (job === current ? next : job));
}

/** A row for a job that the server has; its state comes with the first message. */
export function newFollowedJob(
  server: Pick<PairedServer, 'serverId' | 'userId' | 'reports'>,
  job: Pick<FollowedJob, 'jobId' | 'url' | 'mode' | 'startedHere' | 'startedBy' | 'addedAt'>,
): FollowedJob {
  return {
    key: jobKeyOf(server, job.jobId),
    ...job,
    end: null,
    notify: 'none',
    read: false,
    cancelledHere: false,
    gone: null,
    ...(server.reports === false ? { reportless: true } : {}),
  };
}

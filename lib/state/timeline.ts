import type { JobMessage, JobStatus } from '@seo-live/protocol';
import { isBasicKey } from './basicServer';
import { type FollowedJob, isOver } from './followedJob';
import type { JobKey } from './jobKey';

/** storage.local `timeline|KEY`: the progress of a scan on a server without reports, oldest first. */
export interface TimelinePoint {
  /** ISO time of arrival, by our clock. */
  at: string;
  progress: number;
  status: JobStatus;
  /** The server's own words. */
  step: string;
}

export const TIMELINE_KEEPS = 100;
const LONGEST_STEP = 200;
/** Of ended scans, the newest have a timeline, so that their sum has a bound: 30 of at most 100 points. */
const ENDED_WITH_TIMELINE = 30;
/** Least time between two points of one step. Without it, a busy server would push out the earlier steps. */
const APART_MS = 1000;

export function addPoint(points: TimelinePoint[], message: JobMessage, now: number): TimelinePoint[] {
  const { progress, status } = message;
  const step = message.current_step.slice(0, LONGEST_STEP);
  const last = points.at(-1);
  if (last?.status === status && last.step === step) {
    if (last.progress === progress || now - Date.parse(last.at) < APART_MS) return points;
  }
  const point = { at: new Date(now).toISOString(), progress, status, step };
  return [...points, point].slice(-TIMELINE_KEEPS);
}

/** Keys of ended scans whose timelines are too many. */
export const surplusTimelines = (followed: FollowedJob[]): JobKey[] =>
  followed
    .filter((job) => isOver(job) && (isBasicKey(job.key) || job.reportless === true))
    .map(({ key }) => key)
    .slice(0, -ENDED_WITH_TIMELINE);

/** Keys of rows that were taken off the list, and whose timelines may still be stored. */
export function orphanedTimelines(before: unknown, after: unknown): JobKey[] {
  const keysOf = (rows: unknown) => (Array.isArray(rows) ? rows : []).map(({ key }: { key: JobKey }) => key);
  const kept = new Set(keysOf(after));
  return keysOf(before).filter((key) => !kept.has(key));
}

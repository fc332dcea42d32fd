import type { JobMessage } from '@seo-live/protocol';
import type { TimelinePoint } from '@/lib/state/timeline';

/** Consecutive points of one step, shown as one row. */
export interface TimelineStep extends Pick<TimelinePoint, 'step' | 'status'> {
  /** ISO time at which its first message came. */
  at: string;
  from: number;
  to: number;
}

/** The steps in the order of their messages. The newest message may be newer than the last stored point. */
export function timelineSteps(points: TimelinePoint[], newest: JobMessage | null): TimelineStep[] {
  const steps: TimelineStep[] = [];
  for (const { at, step, status, progress } of points) {
    const last = steps.at(-1);
    if (last?.step === step && last.status === status) last.to = progress;
    else steps.push({ at, step, status, from: progress, to: progress });
  }
  const last = steps.at(-1);
  if (last && newest && last.step === newest.current_step && last.status === newest.status) {
    last.to = newest.progress;
  }
  return steps;
}

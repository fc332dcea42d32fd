import type { JobKey } from './jobKey';

/** A message, named by its place in its job's log, and when a screen showed it (`WallClock`). */
export interface Paint {
  key: JobKey;
  epoch: string;
  seq: number;
  at: number;
}

import type { JobKey } from './jobKey';

/** A message by its place in its job's log, and when it stood on a screen: ms since 1970 of our clock. */
export interface Paint {
  key: JobKey;
  epoch: string;
  seq: number;
  at: number;
}

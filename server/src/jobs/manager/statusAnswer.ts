import type { JobStatusAnswer } from '@seo-live/protocol';
import type { Snapshot } from '../log/eventLog.ts';

/** The message itself, so that a client of five fields can read it, with our fields beside it. */
export const statusAnswer = (
  { message, ended, reset, events }: Snapshot,
  serverTime: string,
): JobStatusAnswer => ({
  ...message,
  ended,
  reset,
  ...(events && { events }),
  server_time: serverTime,
});

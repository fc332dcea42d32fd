import type { JobStatusAnswer } from '@seo-live/protocol';
import type { Snapshot } from '../log/eventLog.ts';

/** The message with our fields added, so that a client that knows only the five basic fields can read it. */
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

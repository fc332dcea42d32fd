import { type JobMessage, TEST_JOB_ID } from '@seo-live/protocol';
import { type Clock, isoNow } from '../shared/clock.ts';

/**
 * A message of the test room. It has no job: nothing is read or stored, and each client gets only its own
 * messages. `seq` is 1 in the snapshot and 2 in the message after it.
 */
export const testMessage = (clock: Clock, seq: 1 | 2): JobMessage => ({
  job_id: TEST_JOB_ID,
  progress: 100,
  status: 'running',
  current_step: 'Connection test',
  timestamp: isoNow(clock),
  seq,
});

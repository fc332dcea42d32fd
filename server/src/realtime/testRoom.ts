import { type JobMessage, TEST_JOB_ID } from '@seo-live/protocol';
import { type Clock, isoNow } from '../shared/clock.ts';

/**
 * What is said in the test room. No job is behind it: nothing is read or stored, and nobody hears what
 * another one is told. `seq` is 1 in the snapshot and 2 in the message after it.
 */
export const testMessage = (clock: Clock, seq: 1 | 2): JobMessage => ({
  job_id: TEST_JOB_ID,
  progress: 100,
  status: 'running',
  current_step: 'Connection test',
  timestamp: isoNow(clock),
  seq,
});

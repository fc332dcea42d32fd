import type { JobMessage } from '@seo-live/protocol';
import type { LogEntry } from '../../../lib/state/connectionLog.ts';
import { type Seeder, seededKey } from './seeder.ts';

export const LONG_HOST = 'a-very-long-subdomain-for-testing.international-association-of-crawlers.example';
export const LONG_URL = `https://${LONG_HOST}/${'verylongpathwithoutanybreak'.repeat(8)}?query=${'x'.repeat(120)}`;

export const live = (jobId: string, message: JobMessage) => ({ [seededKey(jobId)]: message });

/** The log of a connection that was lost, was refused, and worked again. */
export const log = (s: Seeder): LogEntry[] => [
  { at: s.before(203.792), state: 'live', detail: 'worker started, boot 7c1e', ms: 28 },
  { at: s.before(96.089), state: 'lost', detail: 'transport close, 30 s without a ping' },
  { at: s.before(62.656), state: 'refused', detail: 'server_full', ms: 12 },
  { at: s.before(60.98), state: 'waiting 2', detail: 'next in 8 s' },
  { at: s.before(52.823), state: 'connecting 3', detail: 'alarm' },
  { at: s.before(52.792), state: 'live', detail: 'joined, epoch 0mibz3k9, seq 17', ms: 31 },
];

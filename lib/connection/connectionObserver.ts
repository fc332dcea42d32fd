import type { JobMessage } from '@seo-live/protocol';
import type { JobKey } from '../state/jobKey';
import type { Outcome } from '../state/reduceMessage';

/**
 * How a message came: over the socket, as the answer to a join, or from REST, while the socket is away or
 * because live updates are turned off, here or there.
 */
export type Arrival = 'pushed' | 'snapshot' | 'polled' | 'by_choice';

/** Told what the connection does, for the three promises; nothing it does may stop the connection. */
export interface ConnectionObserver {
  /**
   * `failed`: no socket while REST answers. `outage`: REST does not answer either. A server that has turned
   * live updates off, perhaps for this person only, has not failed: of that nothing is told.
   */
  attempt(result: 'connected' | 'failed' | 'outage'): void;
  /** The server's clock minus ours, from a join; both in ms. */
  clock(measured: { offsetMs: number; roundTripMs: number }): void;
  /** `held`: the state of the job afterwards; with outcome `applied` it is the message. */
  received(key: JobKey, outcome: Outcome, how: Arrival, gap: number, held: JobMessage | null): void;
}

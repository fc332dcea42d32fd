import type { JobMessage } from '@seo-live/protocol';
import type { JobKey } from '../state/jobKey';
import type { Outcome } from '../state/reduceMessage';

/**
 * How a message arrived: over the socket, as the answer to a join, or from REST, while there is no socket or
 * because live updates are turned off, here or on the server.
 */
export type Arrival = 'pushed' | 'snapshot' | 'polled' | 'by_choice';

/** Observes the connection for its quality figures. Nothing that it does may stop the connection. */
export interface ConnectionObserver {
  /**
   * `failed`: no socket while REST answers. `outage`: REST does not answer either. Not called when the server
   * has turned live updates off, perhaps for this person only: that is no failure.
   */
  attempt(result: 'connected' | 'failed' | 'outage'): void;
  /** The server's clock minus ours, from a join; both in ms. */
  clock(measured: { offsetMs: number; roundTripMs: number }): void;
  /** `current`: the state of the job afterwards; with outcome `applied` it is the message. */
  received(key: JobKey, outcome: Outcome, how: Arrival, gap: number, current: JobMessage | null): void;
}

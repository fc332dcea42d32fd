export type ConnectionPhase =
  | 'idle'
  | 'connecting'
  | 'live'
  | 'waiting'
  | 'polling'
  | 'not_paired'
  | 'unauthorized'
  | 'given_up';

/** storage.session `connection`: what the indicator shows. */
export interface ConnectionView {
  phase: ConnectionPhase;
  /** Reconnect attempt, from 1, in connecting and waiting. */
  attempt: number;
  /** ISO time at which this phase began; in waiting and polling, the time at which live updates were lost. */
  since: string;
  /** The current interval while polling, or while all scans are paused and the server does not answer. */
  pollEveryMs: number | null;
  /** Whether REST answers. Checked in polling, and in waiting after two failures in a row without a reason. */
  reachable: boolean;
  /** websocket_disabled, websocket_off, server_full, forbidden_origin, socket_blocked, network, paused …; or null. */
  reason: string | null;
  /** ISO time: in waiting of the next try of the socket, in polling of the next request if the alarm makes it. */
  nextTryAt: string | null;
  /** ISO time until which the server asked us to wait. The next worker instance waits, too. */
  holdUntil: string | null;
  /** A person may end that wait: a page of another program asked for it. */
  overridable?: true | undefined;
  /** The browser refused to store the last message or end. It is asked for again. */
  storageRefused?: true | undefined;
  /** Last round trip of a join, ms. */
  roundTripMs: number | null;
  /** The server's clock minus ours, taken at the middle of a join's round trip; both in ms. */
  clock: { offsetMs: number; roundTripMs: number } | null;
  /**
   * The news to announce: live updates were lost, or they are back. Each is announced once, and `back` is
   * cleared after a while.
   */
  news: 'lost' | 'back' | null;
}

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
  /** ISO time this phase began; in waiting and polling, since when the loss lasts. */
  since: string;
  /** Polling, or paused without an answer: the real interval. */
  pollEveryMs: number | null;
  /** Does REST answer? Asked in polling, and in waiting after two failures in a row that gave no reason. */
  reachable: boolean;
  /** websocket_disabled, websocket_off, server_full, forbidden_origin, socket_blocked, network, paused …; or null. */
  reason: string | null;
  /** ISO time of the next try of the socket, in waiting; of the next question, in polling when the alarm asks it. */
  nextTryAt: string | null;
  /** ISO time before which the server asked not to be asked; the next worker instance keeps to it, too. */
  holdUntil: string | null;
  /** Last round trip of a join, ms. */
  roundTripMs: number | null;
  /** The server's clock minus ours, taken at the middle of a join's round trip; both in ms. */
  clock: { offsetMs: number; roundTripMs: number } | null;
  /** Which of the two was announced last: live updates were lost, or they are back. Each is announced once; `back` for a while only. */
  told: 'lost' | 'back' | null;
}

/** How long a test waits for the answer to a join, and for the message that follows. */
export const ANSWER_WITHIN_MS = 5000;

/** Result of a socket test. Each number is in ms, and null until its step has succeeded. */
export interface SocketTest {
  /** 0: the socket was connected before the test. */
  connectMs: number | null;
  /** From joining the test room to its ack. */
  roundTripMs: number | null;
  /** From joining to the message that follows. */
  messageMs: number | null;
  /**
   * Why the first step without a number failed: a code of the protocol, or `not_paired`, `websocket_off`,
   * `socket_blocked` (no reason given), `timeout`, `lost`. Null when all succeeded.
   */
  code: string | null;
  /** The address of the attempt that was refused or not answered. */
  dialled?: string;
}

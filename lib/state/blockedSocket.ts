/**
 * storage.session `blocked`: no WebSocket reaches this server, while REST does. Polling then begins at once, beside
 * the tries of the socket.
 */
export interface BlockedSocket {
  /** Which pairing this was found for. */
  pairedAt: string;
  /** ISO time until which it is remembered. */
  until: string;
  /** Tries of the socket that failed in a row. */
  attempts: number;
}

export const BLOCKED_FOR_MS = 600_000;

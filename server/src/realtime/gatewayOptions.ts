import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { FullJobMessage } from '@seo-live/protocol';
import type { EventLog } from '../jobs/log/eventLog.ts';
import type { Clock } from '../shared/clock.ts';

export interface Identity {
  userId: string;
  tokenId: string;
}

/** The receiver of a message: a worker instance of a user. */
export interface Receiver {
  bootId: string | undefined;
  userId: string;
}

export interface GatewayLimits {
  /** Sockets over all users; one more is `server_full`. */
  connections: number;
  connectionsPerUser: number;
  /** Rooms one socket may be in; one more is `too_many_rooms`. */
  roomsPerConnection: number;
  /** join_job and leave_job of one socket in 10 s; more is `rate_limited`. */
  callsPer10s: number;
  /** Handshakes of one address in a minute; more are dropped before a token is looked at. */
  handshakesPerMinute: number;
}

export interface GatewayOptions {
  /** The server REST runs on; the gateway never closes it. */
  httpServer: HttpServer;
  log: EventLog;
  clock: Clock;
  /** WEBSOCKET_ENABLED. False: connections are refused with `websocket_disabled`. */
  enabled: boolean;
  /**
   * Whether this user gets live updates; always the same answer for a user. The others get
   * `websocket_disabled`.
   */
  enabledFor?: (userId: string) => boolean;
  /** Whether pages of an origin may connect; the port is the one this server listens on. */
  isOriginAllowed: (origin: string | undefined, port: number | undefined) => boolean;
  /** Null when the token is unknown or revoked. */
  verifyToken: (token: string) => Promise<Identity | null>;
  /** The key for counting handshakes: the client's address or its network. */
  addressOf?: (request: IncomingMessage) => string;
  limits?: Partial<GatewayLimits>;
  /** Milliseconds between two pings. A ping without an answer for 10 s ends the connection. */
  pingIntervalMs?: number;
  /** A client connected or disconnected. `bootId` identifies its worker instance. */
  onConnected?: (client: { bootId: string | undefined }) => void;
  onDisconnected?: (client: { bootId: string | undefined; reason: string }) => void;
  /** A message was sent to all members of a job's room. */
  onEmitted?: (message: FullJobMessage, receivers: readonly Receiver[]) => void;
  /** A connection or a call was refused, with the code that the client got; floods as `rate_limited`. */
  onRefused?: (code: string) => void;
  onError: (error: unknown, context: { what: string }) => void;
}

export interface Gateway {
  /** Closes the sockets of a revoked token at once, also those that are still connecting. */
  disconnectToken(tokenId: string): void;
  connections(): number;
  /** Rooms of jobs with members, and all their members. */
  rooms(): { hosted: number; joined: number };
  /** Closes every connection so that clients reconnect by themselves. Leaves the HTTP server open. */
  close(): Promise<void>;
}

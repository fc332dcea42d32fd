import type { HandshakeAuth } from '@seo-live/protocol';
import type { ApiClient } from '../api/createApiClient';
import type { ConnectionLog } from '../state/connectionLog';
import type { State } from '../state/createState';
import type { PairedServer } from '../state/pairedServer';
import type { Settings } from '../state/settings';
import type { Timers, WallClock } from '../state/wallClock';
import type { ConnectionObserver } from './connectionObserver';
import type { Poller } from './createPoller';
import type { OpenSocket } from './openedSocket';

export interface ConnectionDeps {
  state: State;
  log: ConnectionLog;
  observer: ConnectionObserver;
  openSocket: OpenSocket;
  apiFor: (server: PairedServer) => ApiClient;
  now: WallClock;
  timers: Timers;
  /** 0 to 1. */
  random: () => number;
  /** One cheap extension API call: what keeps a worker awake. */
  touch: () => Promise<unknown>;
  /** For the handshake: version, browser, and `boot_id`, which is random for each worker instance. */
  client: NonNullable<HandshakeAuth['client']>;
  /** The server answers again, or for the first time: unsent commands can be sent. */
  onReachable: () => void;
}

/** What the connection is for. Another server, token or setting makes another target. */
export interface Target {
  server: PairedServer;
  config: Settings['config'];
  api: ApiClient;
  poller: Poller;
}

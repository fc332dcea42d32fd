/** storage.local `server`: the one paired server, or null. */
export interface PairedServer {
  serverId: string;
  userId: string;
  /** Origin and path without a trailing slash, e.g. http://127.0.0.1:8001 */
  url: string;
  name: string;
  version: string;
  /** Empty for a basic server that needs no token. */
  token: string;
  pairedAt: string;
  /** The address of the socket that the server names, if it is another port or path of the same host. */
  socketUrl?: string | undefined;
  /** `plain`: a basic server; stored, so it keeps its earlier name. Absent: a server of ours. */
  kind?: 'plain';
  /** The server makes no reports, by its own configuration. */
  reports?: false;
  /** Basic server: the code of its answer to `/api/config` when it was connected, unless that was a missing route. */
  answers?: string;
  /** Basic server: it has no route to start a scan. */
  starts?: false;
  /** Basic server: it has no route to cancel one. */
  cancels?: false;
  /** Basic server: it now answers like a server of ours, and can be paired. */
  upgraded?: true;
}

/** Screens get everything but the token. */
export type ServerInfo = Omit<PairedServer, 'token'>;

/** storage.local `server`: the one paired server, or null. */
export interface PairedServer {
  serverId: string;
  userId: string;
  /** Origin and path without a trailing slash, e.g. http://127.0.0.1:8001 */
  url: string;
  name: string;
  version: string;
  /** Empty: a plain server that asks for none. */
  token: string;
  pairedAt: string;
  /** Where it says that its socket is, when that is another port or path of the same host. */
  socketUrl?: string | undefined;
  /** It sends the five fields only. Absent in what older versions stored: a server of ours. */
  kind?: 'plain';
  /** Its configuration says that it makes no reports. */
  reports?: false;
  /** Plain: the code of what it answers in place of a configuration, where that is more than that it has none. */
  answers?: string;
  /** Plain: it has no route to start a scan. */
  starts?: false;
  /** Plain: it has no route to cancel one. */
  cancels?: false;
  /** Plain: meanwhile it answers as a server of ours, and can be paired. */
  upgraded?: true;
}

/** What screens may know of it: everything but the token. */
export type ServerInfo = Omit<PairedServer, 'token'>;

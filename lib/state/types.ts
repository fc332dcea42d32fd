import type { AppConfig, JobMessage, ScanMode, ScanOptions } from '@seo-live/protocol';

/** `server_id|user_id|job_id`: two servers may use the same job ids. */
export type JobKey = string;

export const jobKeyOf = (server: { serverId: string; userId: string }, jobId: string): JobKey =>
  `${server.serverId}|${server.userId}|${jobId}`;

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

export type Language = 'auto' | 'zh-TW' | 'en';

/** storage.local `settings`, migrated by lib/state/migrations on every wake. */
export interface Settings {
  version: 2;
  language: Language;
  config: AppConfig;
  notifications: NotificationSettings;
  /** The server is told how well the connection does; never what is scanned. */
  telemetry: boolean;
}

export interface NotificationSettings {
  when: 'always' | 'never';
  /** Stays until it is dismissed, where the browser can do so. */
  keep: boolean;
  /** Local times as `HH:MM`; over midnight when `from` is later than `to`. */
  quiet: { from: string; to: string } | null;
}

/** storage.local `notified`: what was told, newest first, since the system's own list does not last. */
export interface Notified {
  /** The notification's id. Stored before it is shown: a worker killed between finds it by its id. */
  id: string;
  at: string;
  keys: JobKey[];
  title: string;
  message: string;
  /** The jobs are marked as told: nothing is left to be done for it. */
  settled: boolean;
  /** The system did not let it through. */
  blocked: boolean;
}

/** storage.local `followed`: survives worker, browser and server. */
export interface FollowedJob {
  key: JobKey;
  jobId: string;
  url: string;
  mode: ScanMode;
  startedHere: boolean;
  /** The start that it came from: who still names that means this scan. */
  startedBy?: string;
  addedAt: string;
  /** The terminal message, written before anything is shown. It wins over session state. */
  end: JobMessage | null;
  /** `pending` is stored together with the end, `done` after the notification exists. */
  notify: 'none' | 'pending' | 'done';
  /** Seen in popup or report: the badge's tick goes away. */
  read: boolean;
  /** Cancelled from here: silences only the status cancelled. */
  cancelledHere: boolean;
  /** The server says `not_found` or `deleted`; the row stays and says so. */
  gone: 'deleted' | 'not_found' | null;
  /** Its server makes no reports: known here, since another server may be paired later. */
  reportless?: true;
}

/** storage.session `live`: the newest message of each running job. */
export type LiveJobs = Record<JobKey, JobMessage>;

/** storage.local `intents`: the only commands that are queued. Shown as rows. */
export type Intent = StartIntent | CancelIntent;

export interface StartIntent {
  kind: 'start';
  /** Its Idempotency-Key. */
  id: string;
  url: string;
  mode: ScanMode;
  options: Partial<ScanOptions>;
  force: boolean;
  createdAt: string;
  /** Wanted while still starting: cancelled as soon as the start is answered. */
  cancelWanted: boolean;
  /** Why it is not on the server yet, or why it never will be. */
  problem: IntentProblem | null;
  /** ISO time before which the server asked not to be asked again. */
  notBefore?: string;
}

export interface CancelIntent {
  kind: 'cancel';
  id: string;
  jobKey: JobKey;
  jobId: string;
  createdAt: string;
  /** Final only: why it never reached the server. The scan's row says so. */
  problem?: IntentProblem | null;
  notBefore?: string;
}

export interface IntentProblem {
  /** A protocol error code, or `network`, `expired`, `cannot_start`, `no_job_id`. */
  code: string;
  /** True: will not be sent again; the row offers to dismiss it, or what fits the code. */
  final: boolean;
  /** With `already_running`: the scan that runs. */
  jobId?: string;
}

export type ConnectionPhase =
  | 'idle'
  | 'connecting'
  | 'live'
  | 'waiting'
  | 'polling'
  | 'not_paired'
  | 'unauthorized'
  | 'given_up';

/** storage.session `connection`: what the indicator says. */
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
  /** ISO time before which the server asked not to be asked; it binds the next life of the worker, too. */
  holdUntil: string | null;
  /** Last round trip of a join, ms. */
  roundTripMs: number | null;
  /** The server's clock minus ours, taken at the middle of a join's round trip; both in ms. */
  clock: { offsetMs: number; roundTripMs: number } | null;
  /** Said once each: live updates were lost and polling goes on, then that they are back for good; that for a while only. */
  told: 'lost' | 'back' | null;
}

/** storage.local `elsewhere`: scans of the same person that run, but are not followed here. */
export interface Elsewhere {
  /** `server_id|user_id` they belong to. */
  of: string;
  /** Where the server's list of changes was read up to; null before the first answer. */
  cursor: string | null;
  /** ISO time before which it is not asked again, since it has no such list. */
  unlistedUntil?: string;
  jobs: ElsewhereJob[];
}

export interface ElsewhereJob {
  jobId: string;
  url: string;
  mode: ScanMode;
  createdAt: string;
}

/** A message by its place in its job's log, and when it stood on a screen: ms since 1970 of our clock. */
export interface Paint {
  key: JobKey;
  epoch: string;
  seq: number;
  at: number;
}

/** storage.local `outage`: how long neither socket nor REST has answered. Outlives browser and worker. */
export interface Outage {
  /** Milliseconds in which it was asked for. */
  silentMs: number;
  /** ISO time of the last try. */
  triedAt: string;
}

/** storage.session `log`: ring of 200, redacted: no tokens, no page addresses. */
export interface LogEntry {
  at: string;
  state: string;
  detail: string;
  ms?: number;
}

/** One row of the popup, whatever it comes from. */
export interface JobView {
  /** jobKey, or the intent's id while starting. */
  id: string;
  kind: 'starting' | 'active' | 'ended';
  key: JobKey | null;
  jobId: string | null;
  /** The id of the row that it was while starting. */
  startedBy?: string;
  url: string;
  mode: ScanMode;
  /** What differs from the defaults; known for starts only. */
  options: Partial<ScanOptions>;
  message: JobMessage | null;
  problem: IntentProblem | null;
  gone: 'deleted' | 'not_found' | null;
  /** As in its row. */
  reportless?: true | undefined;
  read: boolean;
  at: string;
}

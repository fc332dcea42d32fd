import type {
  AppConfig,
  ControlAnswer,
  IssueQuery,
  PageQuery,
  ScanMode,
  ScanOptions,
  ServerConfig,
  TokenList,
} from '@seo-live/protocol';
import { defineExtensionMessaging } from '@webext-core/messaging';
import type { Answer, Failure } from './state/answer';
import type { JobKey } from './state/jobKey';
import type { Paint } from './state/paint';
import type { ServerInfo } from './state/pairedServer';
import type { Language, Settings } from './state/settings';
import type { SocketTest } from './state/socketTest';

export type { Answer, Failure };

export interface StartRequest {
  url: string;
  mode: ScanMode;
  options: Partial<ScanOptions>;
  force?: boolean;
}

export type IssueListRequest = IssueQuery & { key: JobKey };
export type PageListRequest = PageQuery & { key: JobKey };

/** Every message a screen may send to the background. A missing handler does not compile. */
export interface Messages {
  /** Answers once the intent is stored: from then on nothing loses it. */
  startScan(request: StartRequest): Answer<{ intentId: string }>;
  cancelScan(id: string): Answer<ControlAnswer | null>;
  pauseScan(key: JobKey): Answer<ControlAnswer>;
  resumeScan(key: JobKey): Answer<ControlAnswer>;
  /** Follow a job that was started elsewhere. */
  watchScan(jobId: string): Answer<{ key: JobKey }>;
  /** Follow the scan whose id is pasted, or stands in an address. */
  followScan(text: string): Answer<{ key: JobKey }>;
  /** Takes an ended row, or a start that failed, off the list. The report stays on the server. */
  dismiss(id: string): Answer<null>;
  markRead(key: JobKey): Answer<null>;
  /** Does not store anything: which server is at this address? */
  probeServer(url: string): Answer<ServerConfig>;
  pairWithServer(request: { url: string; code: string }): Answer<ServerInfo>;
  /** A server that sends the five fields only; the token is empty where it asks for none. */
  connectBasic(request: { url: string; token: string }): Answer<ServerInfo>;
  /** Revokes the token where the server answers, forgets it here in any case. */
  unpair(): Answer<null>;
  listTokens(): Answer<TokenList>;
  revokeToken(id: string): Answer<null>;
  saveConfig(config: Partial<AppConfig>): Answer<AppConfig>;
  saveLanguage(language: Language): Answer<null>;
  savePreferences(change: Partial<Pick<Settings, 'notifications' | 'telemetry'>>): Answer<null>;
  /** Shows one now; `notifications_blocked` when the system does not let it through. */
  testNotification(): Answer<null>;
  /** When messages stood on a screen: what latency is measured from. */
  painted(paints: Paint[]): Answer<null>;
  /** Connect now, whatever the backoff says. */
  reconnect(): Answer<null>;
  /** Over the one socket, which is opened for it where it is not there. Ends within 20 s. */
  testSocket(): Answer<SocketTest>;
  /** What the server says, for the screen to hold against the contract; so are the two below. */
  fetchReport(key: JobKey): Answer<unknown>;
  fetchIssues(request: IssueListRequest): Answer<unknown>;
  fetchPages(request: PageListRequest): Answer<unknown>;
  fetchExport(request: {
    key: JobKey;
    format: 'json' | 'csv';
  }): Answer<{ name: string; type: string; text: string }>;
}

export const { sendMessage, onMessage } = defineExtensionMessaging<Messages>();

/** Every open screen holds a port of this name, so that a killed worker is woken at once. */
export const SCREEN_PORT = 'screen';

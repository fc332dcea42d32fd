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
import { browser } from 'wxt/browser';
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
  /** Follow the scan whose id was pasted, alone or in an address. */
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
  /** When messages were visible on a screen. Latency is measured from it. */
  painted(paints: Paint[]): Answer<null>;
  /** Connect now, whatever the backoff says. */
  reconnect(): Answer<null>;
  /** Over the one socket, which is opened for it where it is not there. Ends within 20 s. */
  testSocket(): Answer<SocketTest>;
  /** The server's answer as it came: the screen checks it against the contract. So are the two below. */
  fetchReport(key: JobKey): Answer<unknown>;
  fetchIssues(request: IssueListRequest): Answer<unknown>;
  fetchPages(request: PageListRequest): Answer<unknown>;
  fetchExport(request: { key: JobKey; format: 'json' | 'csv' }): Answer<{ text: string }>;
}

type MessageName = keyof Messages;

/** One handler for each message: a missing one does not compile. */
export type Handlers = {
  [Name in MessageName]: (data: Parameters<Messages[Name]>[0]) => Promise<ReturnType<Messages[Name]>>;
};

/** Rejects when nobody listens, or when the handler rejected. */
export async function sendMessage<Name extends MessageName>(
  type: Name,
  data?: Parameters<Messages[Name]>[0],
): Promise<ReturnType<Messages[Name]>> {
  const answer = await browser.runtime.sendMessage({ type, data });
  if (!answer || 'err' in answer) throw new Error(answer?.err ?? 'No answer');
  return answer.res;
}

/** To be called before any await: a message that wakes the worker is given only to listeners that are there. */
export function onMessages(handlers: Handlers): void {
  const byName = new Map(Object.entries(handlers)) as Map<unknown, (data: unknown) => Promise<unknown>>;
  browser.runtime.onMessage.addListener((message, _sender, respond) => {
    const handle = byName.get(message?.type);
    if (!handle) return;
    // Async, so that what a handler throws at once is answered, too.
    (async () => handle(message.data))().then(
      (res) => respond({ res }),
      (error: unknown) => respond({ err: String(error) }),
    );
    // The answer comes later.
    return true;
  });
}

/** Each open screen keeps a port of this name open, which wakes a killed worker at once. */
export const SCREEN_PORT = 'screen';

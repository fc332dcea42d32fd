import type { ServerConfig } from '@seo-live/protocol';
import { type Answer, fail, succeed } from '../state/answer';

const isLoopback = (hostname: string): boolean =>
  /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\]|.+\.localhost)$/i.test(hostname);

/**
 * What a person typed as the server's address, as origin and path without a trailing slash. Without a
 * scheme, this computer is http and everything else https; plain http is refused for other hosts, since
 * the token would travel readable. Codes: `invalid_server_url`, `https_required`.
 */
export function normalizeServerUrl(typed: string): Answer<string> {
  const text = typed.trim();
  const schemed = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const guess = `http://${text}`;
  const host = URL.canParse(guess) ? new URL(guess).hostname : '';
  const full = schemed ? text : `${isLoopback(host) ? 'http' : 'https'}://${text}`;
  if (!text || !URL.canParse(full)) return fail('invalid_server_url');
  const url = new URL(full);
  if (!['http:', 'https:'].includes(url.protocol) || url.username || url.password || url.search || url.hash) {
    return fail('invalid_server_url');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return fail('https_required');
  return succeed(`${url.origin}${url.pathname.replace(/\/+$/, '')}`);
}

/**
 * The `websocketUrl` setting: empty (the paired server), or an address as above where ws and wss are
 * taken as http and https.
 */
export function normalizeSocketUrl(typed: string): Answer<string> {
  const text = typed.trim().replace(/^ws(s?):\/\//i, 'http$1://');
  return text ? normalizeServerUrl(text) : succeed('');
}

/**
 * Where a server says that its socket is. Undefined when it names no address, or one of another host: its
 * token goes there only when the person says so.
 */
export function announcedSocketUrl({ websocket }: ServerConfig, serverUrl: string): string | undefined {
  const url = normalizeSocketUrl(websocket.url ?? '');
  return url.ok && URL.parse(url.value)?.hostname === new URL(serverUrl).hostname ? url.value : undefined;
}

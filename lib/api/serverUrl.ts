import type { ServerConfig } from '@seo-live/protocol';
import { type Answer, fail, succeed } from '../state/answer';

const isLoopback = (hostname: string): boolean =>
  /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\]|.+\.localhost)$/i.test(hostname);

/**
 * Turns a typed server address into origin and path without a trailing slash. Without a scheme, this
 * computer is http and every other host https. http is refused for other hosts, since anyone on the way could
 * read the token. Codes: `invalid_server_url`, `https_required`.
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
 * The `websocketUrl` setting: empty (the paired server), or an address as above, in which ws and wss count
 * as http and https.
 */
export function normalizeSocketUrl(typed: string): Answer<string> {
  const text = typed.trim().replace(/^ws(s?):\/\//i, 'http$1://');
  return text ? normalizeServerUrl(text) : succeed('');
}

/**
 * The socket address that a server announces. Undefined when it announces none, or one on another host: the
 * token is sent to another host only when the person enters that address.
 */
export function announcedSocketUrl({ websocket }: ServerConfig, serverUrl: string): string | undefined {
  const url = normalizeSocketUrl(websocket.url ?? '');
  return url.ok && URL.parse(url.value)?.hostname === new URL(serverUrl).hostname ? url.value : undefined;
}

import { MAX_URL_LENGTH } from '@seo-live/protocol';

export type TypedAddress = { ok: true; url: string } | { ok: false; code: AddressProblem };
export type AddressProblem = 'invalid_url' | 'unsupported_scheme' | 'url_too_long';

const LOCAL = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?=[:/?#]|$)/i;

/** `host:port` looks like a scheme. What follows a scheme is no port. */
const schemeOf = (text: string): string | null =>
  /^([a-z][a-z0-9+.-]*):(?!\d{1,5}(?:[/?#]|$))/i.exec(text)?.[1]?.toLowerCase() ?? null;

/** A word is no website. With a scheme or a port it may be a host of the own network. */
const isWord = (host: string): boolean => !/[.:]/.test(host) && host !== 'localhost';

/**
 * Reads an address to scan. Without a scheme it gets https, or http for this computer.
 * The server answers with the same codes.
 */
export function typedAddress(typed: string): TypedAddress {
  const text = typed.trim();
  if (!text || /\s/.test(text)) return { ok: false, code: 'invalid_url' };
  const scheme = schemeOf(text);
  if (scheme && scheme !== 'http' && scheme !== 'https') return { ok: false, code: 'unsupported_scheme' };
  const full = scheme ? text : `${LOCAL.test(text) ? 'http' : 'https'}://${text}`;
  if (!URL.canParse(full)) return { ok: false, code: 'invalid_url' };
  const { href: url, hostname, port } = new URL(full);
  if (!scheme && port === '' && isWord(hostname)) return { ok: false, code: 'invalid_url' };
  return url.length > MAX_URL_LENGTH ? { ok: false, code: 'url_too_long' } : { ok: true, url };
}

/**
 * The host of a socket address when it differs from the host of the paired server. Null when it is the same,
 * empty, or no address; the background checks the address later.
 */
export function otherHost(typed: string, serverUrl: string | null): string | null {
  const text = typed.trim().replace(/^ws(s?):\/\//i, 'http$1://');
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!text || !URL.canParse(full)) return null;
  const host = new URL(full).host;
  return serverUrl && URL.canParse(serverUrl) && new URL(serverUrl).host === host ? null : host;
}

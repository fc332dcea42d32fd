import type { ScanMode } from '@seo-live/protocol';
import { harmless } from './PageText';

/** Without percent-encoding; unchanged when it cannot be decoded. */
function readable(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

/** The host with its port, or the whole text when it is no address. Safe to show. */
export function hostOf(url: string): string {
  return harmless(URL.canParse(url) ? new URL(url).host || url : url, 255);
}

/** What was scanned, for a list: the site, or one page of it, which has the path too. */
export function placeOf(url: string, mode: ScanMode): string {
  const host = hostOf(url);
  if (mode !== 'page' || !URL.canParse(url)) return host;
  const { pathname, search } = new URL(url);
  return `${host}${addressOf(pathname + search)}`;
}

/** The address as people read it. */
export const addressOf = (url: string): string => harmless(readable(url));

/** The address for a field: as people read it, unless that would be another address when it is sent. */
export function editable(url: string): string {
  const text = addressOf(url);
  return URL.canParse(text) && URL.canParse(url) && new URL(text).href === new URL(url).href ? text : url;
}

/** Path and query when the page has the origin of `origin`, otherwise the whole address. */
export function pathOn(url: string, origin: string): string {
  // All addresses of other schemes have the same origin: "null".
  if (!openable(url) || !URL.canParse(origin) || new URL(url).origin !== new URL(origin).origin) {
    return addressOf(url);
  }
  const { pathname, search } = new URL(url);
  return addressOf(pathname + search);
}

/** The address when it may be opened, otherwise null. Only http and https become links. */
export function openable(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  return ['http:', 'https:'].includes(parsed.protocol) ? parsed.href : null;
}

import { harmless } from './PageText';

/** Decodes percent-encoding for reading; what does not decode stays as it is. */
function readable(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

/** The host with its port, or the whole text when it is no address. Safe to print. */
export function hostOf(url: string): string {
  return harmless(URL.canParse(url) ? new URL(url).host || url : url, 255);
}

/** The address for reading. */
export const addressOf = (url: string): string => harmless(readable(url));

/** The address for a field: as for reading, where that leads to the same place when it is sent. */
export function editable(url: string): string {
  const text = addressOf(url);
  return URL.canParse(text) && URL.canParse(url) && new URL(text).href === new URL(url).href ? text : url;
}

/** Path and query when the page is on `origin`, else the whole address. */
export function pathOn(url: string, origin: string): string {
  // Addresses of other schemes all have the origin "null".
  if (!openable(url) || !URL.canParse(origin) || new URL(url).origin !== new URL(origin).origin) {
    return addressOf(url);
  }
  const { pathname, search } = new URL(url);
  return addressOf(pathname + search);
}

/** The address itself when it may be opened, else null: nothing but http and https ever becomes a link. */
export function openable(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  return ['http:', 'https:'].includes(parsed.protocol) ? parsed.href : null;
}

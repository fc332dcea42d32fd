import { MAX_URL_LENGTH } from '@seo-live/protocol';
import { resolveUrl } from './resolveUrl.ts';

/**
 * The form in which a scan stores and compares a URL: WHATWG, http(s), without fragment and default port.
 * Null when it is not such a URL, is too long, or contains a user name.
 */
export function normalizeUrl(text: string, base?: string): string | null {
  const url = resolveUrl(text, base);
  if (url === null || url.length > MAX_URL_LENGTH) return null;
  if (url.includes('@')) {
    const parsed = new URL(url);
    if (parsed.username !== '' || parsed.password !== '') return null;
  }
  return url;
}

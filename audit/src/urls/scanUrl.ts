import { resolveUrl } from './resolveUrl.ts';
import { urlIdentity } from './urlIdentity.ts';

/** Characters of a URL that is requested. Every recipient should accept this many octets (RFC 9110, 4.1). */
export const MAX_REQUEST_URL = 8_000;

/** A URL of a scan. */
export interface ScanUrl {
  /** Its identity: what is stored, compared and shown. */
  url: string;
  /** What to request, when that is not `url`: the spelling on the page, as the URL Standard serialises it. */
  requestUrl?: string | undefined;
}

/** The spelling in which a URL is requested. */
export const requestUrlOf = ({ url, requestUrl }: ScanUrl): string => requestUrl ?? url;

/** Takes a URL as the URL Standard serialises it, without its fragment. */
export function toScanUrl(serialised: string): ScanUrl {
  const url = urlIdentity(serialised);
  return url === serialised ? { url } : { url, requestUrl: serialised };
}

/** The http(s) URL of an address. Null when it is no such URL, is too long, or contains a user name. */
export function parseScanUrl(text: string, base?: string): ScanUrl | null {
  const url = resolveUrl(text, base);
  if (url === null || url.length > MAX_REQUEST_URL) return null;
  if (url.includes('@')) {
    const parsed = new URL(url);
    if (parsed.username !== '' || parsed.password !== '') return null;
  }
  return toScanUrl(url);
}

/** True for the address of an http(s) URL that is too long to request. */
export function isTooLong(text: string, base?: string): boolean {
  const url = resolveUrl(text, base);
  return url !== null && url.length > MAX_REQUEST_URL;
}

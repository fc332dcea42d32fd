import { MAX_URL_LENGTH, modeTraits, type ScanMode } from '@seo-live/protocol';
import { RequestError } from '../../shared/RequestError.ts';

/**
 * The start address of a scan, normalised as the URL standard does, without fragment.
 * Throws `url_too_long`, `invalid_url` or `unsupported_scheme`.
 */
export function parseStartUrl(typed: string): URL {
  const text = typed.trim();
  if (text.length > MAX_URL_LENGTH) {
    throw new RequestError('url_too_long', `The address is longer than ${MAX_URL_LENGTH} characters.`);
  }
  if (!URL.canParse(text)) {
    throw new RequestError(
      'invalid_url',
      'This is not a web address. It should look like https://example.com/',
    );
  }
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new RequestError('unsupported_scheme', 'Only http and https addresses can be scanned.');
  }
  if (url.username || url.password) {
    throw new RequestError(
      'invalid_url',
      'Addresses with a user name or a password in them are not scanned.',
    );
  }
  url.hash = '';
  if (url.href.length > MAX_URL_LENGTH) {
    throw new RequestError('url_too_long', `The address is longer than ${MAX_URL_LENGTH} characters.`);
  }
  return url;
}

/** A user may run only one scan at a time with the same key. */
export const siteLockOf = (mode: ScanMode, url: URL): string =>
  `${mode}:${modeTraits[mode].wholeSite ? url.origin : url.href}`;

// The full set of encodings; `whatwg.js` alone has only those of one byte a character.
import '@exodus/bytes/encoding.js';
import { percentEncodeAfterEncoding } from '@exodus/bytes/whatwg.js';

/** The special-query percent-encode set of the URL Standard, without its controls. */
const ESCAPED = ' "#\'<>';

/** Documents in these encodings send UTF-8. Source: https://encoding.spec.whatwg.org/#get-an-output-encoding */
const sendUtf8 = new Set(['utf-8', 'utf-16le', 'utf-16be', 'replacement']);

/**
 * An address whose query has its non-ASCII characters escaped in the encoding of its document, as a browser
 * sends it. The path of an address is always UTF-8, so the URL parser escapes it.
 * Source: https://url.spec.whatwg.org/#query-state
 */
export function encodeQuery(href: string, encoding: string): string {
  if (sendUtf8.has(encoding) || !/[^\0-\x7f]/.test(href)) return href;
  const mark = href.indexOf('?');
  if (mark === -1) return href;
  // The URL parser removes these before it escapes anything.
  const query = href
    .slice(mark + 1)
    .replace(/[\t\n\r]/g, '')
    .replace(/[\0- ]+$/, '');
  return `${href.slice(0, mark)}?${percentEncodeAfterEncoding(encoding, query, ESCAPED)}`;
}

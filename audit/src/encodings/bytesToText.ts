import { isomorphicDecode, isomorphicEncode, TextDecoder } from '@exodus/bytes/encoding.js';

/** One character for each byte, to look for ASCII in bytes of any encoding. */
export const bytesToText = (bytes: Uint8Array): string => isomorphicDecode(bytes);

/** The text of which these are the bytes in UTF-8, one character for each. Broken bytes become U+FFFD. */
export const utf8Text = (bytes: string): string =>
  /[\x80-\xff]/.test(bytes) ? new TextDecoder().decode(isomorphicEncode(bytes)) : bytes;

/**
 * The text of a header field, whose bytes are one character each. The standard says Latin-1, but addresses are
 * often in raw UTF-8, which browsers accept.
 */
export function headerText(value: string): string {
  // A field that is read otherwise may have other characters; it is text already.
  if (!/[\x80-\xff]/.test(value) || /[^\0-\xff]/.test(value)) return value;
  const text = utf8Text(value);
  return text.includes('\uFFFD') ? value : text;
}

import { bytesToText } from '../encodings/bytesToText.ts';
import type { PageHeaders } from './createHeadCollector.ts';

const htmlType = /^(?:text\/html|application\/xhtml\+xml)(?:[\s;,]|$)/i;
/** Types that say as little as none (https://mimesniff.spec.whatwg.org/#determining-the-computed-mime-type-of-a-resource). */
const noType = /^(?:[^/]*|\*\/\*|unknown\/unknown|application\/unknown)$/i;

/** Bytes in which a document must begin. */
const START = 4096;
const blanks = /[\s\0]*/y;
const htmlStart = /<(?:!doctype\s+html|html)(?:[\s>]|$)/iy;

/** Whether the Content-Type is that of HTML; null when it says nothing, as a missing one. */
export function hasHtmlType(headers: PageHeaders): boolean | null {
  const field = headers['content-type'];
  const type = ((Array.isArray(field) ? field[0] : field) ?? '').trim();
  const [name = ''] = type.split(/[\s;,]/, 1);
  return noType.test(name) ? null : htmlType.test(type);
}

/** True when the body begins with `<!doctype html` or `<html`, after white space and comments. */
function beginsWithHtml(body: Uint8Array): boolean {
  const [b0, b1, b2] = body;
  const bom =
    b0 === 0xef && b1 === 0xbb && b2 === 0xbf
      ? 3
      : (b0 === 0xff && b1 === 0xfe) || (b0 === 0xfe && b1 === 0xff)
        ? 2
        : 0;
  let text = bytesToText(body.subarray(bom, bom + START));
  // UTF-16 has a zero beside each ASCII character.
  if (bom === 2) text = text.replaceAll('\0', '');
  for (let at = 0; ; ) {
    blanks.lastIndex = at;
    at += blanks.exec(text)?.[0].length ?? 0;
    if (!text.startsWith('<!--', at)) {
      htmlStart.lastIndex = at;
      return htmlStart.test(text);
    }
    const end = text.indexOf('-->', at + 4);
    if (end === -1) return false;
    at = end + 3;
  }
}

/** Whether an answer is an HTML page: by its Content-Type, or by its first bytes when it has none. */
export const isHtml = (headers: PageHeaders, body: Uint8Array): boolean =>
  hasHtmlType(headers) ?? beginsWithHtml(body);

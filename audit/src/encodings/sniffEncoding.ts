import { getBOMEncoding, normalizeEncoding } from '@exodus/bytes/encoding.js';
import { bytesToText } from './bytesToText.ts';

/** The first bytes, in which a declaration counts wherever it stands. */
const PRESCAN = 1024;
/** Bytes of a head in which a later declaration is looked for. */
const MAX_HEAD = 256 * 1024;
/** Characters of a meta tag that are read. */
const MAX_TAG = 2048;

const metaTag = /<meta(?=[\s/])((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const attribute = /([^\s"'>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g;
const charsetOf = /charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))/i;
const xmlDeclaration = /^<\?xml[^>]*?\sencoding\s*=\s*(?:"([^"\s]*)"|'([^'\s]*)')/;

/** The name of an encoding, or null. Source: https://encoding.spec.whatwg.org/#names-and-labels */
const known = (label: string | undefined): string | null =>
  label === undefined ? null : normalizeEncoding(label);

/** Text in which ASCII is found was not UTF-16, whatever it says. */
function readable(encoding: string | null): string | null {
  if (encoding === null) return null;
  if (encoding.startsWith('utf-16')) return 'utf-8';
  return encoding === 'x-user-defined' ? 'windows-1252' : encoding;
}

const charsetIn = (value: string | null | undefined): string | null => {
  const match = value === null || value === undefined ? null : charsetOf.exec(value);
  return known(match?.[1] ?? match?.[2] ?? match?.[3]);
};

/** The encoding that the inside of a meta tag declares, or null. */
function fromMeta(source: string): string | null {
  const values = new Map<string, string>();
  for (const [, name = '', a, b, c] of source.slice(0, MAX_TAG).matchAll(attribute)) {
    const key = name.toLowerCase();
    if (!values.has(key)) values.set(key, a ?? b ?? c ?? '');
  }
  const declared = values.get('charset');
  const isPragma = values.get('http-equiv')?.toLowerCase() === 'content-type';
  const found =
    declared === undefined ? (isPragma ? charsetIn(values.get('content')) : null) : known(declared);
  return readable(found);
}

function fromFirstMeta(start: string): string | null {
  for (const [, source = ''] of start.replace(/<!--[\s\S]*?(?:-->|$)/g, '').matchAll(metaTag)) {
    const found = fromMeta(source);
    if (found !== null) return found;
  }
  return null;
}

function fromXmlDeclaration(start: string): string | null {
  const match = xmlDeclaration.exec(start);
  return readable(known(match?.[1] ?? match?.[2]));
}

/** Elements of a head whose content has no tags. */
const rawElements = new Set(['title', 'script', 'style', 'noscript', 'template', 'noframes']);
const headTag =
  /<(?:!--|(\/?)(html|head|meta|link|base|basefont|bgsound|title|script|style|noscript|template|noframes)(?=[\s/>])|([!?/]|[a-z]))/gi;

/** The position after the `>` that ends the tag at `from`; -1 without one. Values in quotes may contain it. */
function tagEnd(text: string, from: number): number {
  let quote = '';
  for (let i = from; i < text.length; i++) {
    const character = text[i] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '>') return i + 1;
    else if ((character === '"' || character === "'") && text[i - 1] === '=') quote = character;
  }
  return -1;
}

const after = (text: string, mark: string, from: number): number => {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + mark.length;
};

/**
 * The declaration of a meta tag anywhere in the head. Browsers read the document again when they find one
 * after the first bytes. Goes through the tags once, and stops at the first that ends the head.
 */
function fromLateMeta(head: string): string | null {
  const lower = head.toLowerCase();
  let position = 0;
  for (;;) {
    headTag.lastIndex = position;
    const tag = headTag.exec(lower);
    if (tag === null) return null;
    const [whole, closing, name, other] = tag;
    if (whole === '<!--') position = after(lower, '-->', tag.index + 4);
    else if (other === '!' || other === '?' || other === '/') position = after(lower, '>', tag.index);
    else if (name === undefined || (closing === '/' && (name === 'head' || name === 'html'))) return null;
    else {
      const start = tag.index + whole.length;
      position = tagEnd(lower, start);
      if (position === -1) return null;
      if (closing === '/') continue;
      const found = name === 'meta' ? fromMeta(head.slice(start, position - 1)) : null;
      if (found !== null) return found;
      if (rawElements.has(name)) position = after(lower, `</${name}`, position);
    }
  }
}

/**
 * The encoding of an HTML or XML document, by its byte order mark, Content-Type, a meta tag in the first 1024
 * bytes or later in the head, or the XML declaration, otherwise UTF-8. The standard ends with windows-1252,
 * but a page without a declaration is UTF-8 far more often.
 * Sources: https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding and
 * #changing-the-encoding-while-parsing
 */
export function sniffEncoding(bytes: Uint8Array, contentType: string | null): string {
  const declared = getBOMEncoding(bytes) ?? charsetIn(contentType);
  if (declared !== null) return declared;
  const start = bytesToText(bytes.subarray(0, PRESCAN));
  const early = fromFirstMeta(start);
  if (early !== null) return early;
  const late = bytes.length > PRESCAN ? fromLateMeta(bytesToText(bytes.subarray(0, MAX_HEAD))) : null;
  return late ?? fromXmlDeclaration(start) ?? 'utf-8';
}

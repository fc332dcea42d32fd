const PRESCAN = 1024;
const metaTag = /<meta(?=[\s/])((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const attribute = /([^\s"'>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g;
const charsetOf = /charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))/i;

/** TextDecoder's name of an encoding, or null. Source: https://encoding.spec.whatwg.org/#names-and-labels */
function known(label: string | undefined): string | null {
  if (label === undefined || label.trim() === '') return null;
  // Nearly every page declares UTF-8, and creating a decoder costs more than the rest of this file.
  if (/^utf-?8$/i.test(label)) return 'utf-8';
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch {
    return null;
  }
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return null;
}

function fromMeta(bytes: Uint8Array): string | null {
  // One character a byte, whatever the encoding: only ASCII is looked for.
  const text = new TextDecoder('windows-1252').decode(bytes.subarray(0, PRESCAN));
  for (const [, source = ''] of text.replace(/<!--[\s\S]*?(?:-->|$)/g, '').matchAll(metaTag)) {
    const values = new Map<string, string>();
    for (const [, name = '', a, b, c] of source.matchAll(attribute))
      values.set(name.toLowerCase(), a ?? b ?? c ?? '');
    const pragma =
      values.get('http-equiv')?.toLowerCase() === 'content-type' ? values.get('content') : undefined;
    const match = pragma === undefined ? null : charsetOf.exec(pragma);
    const found = known(values.get('charset') ?? match?.[1] ?? match?.[2] ?? match?.[3]);
    if (found === null) continue;
    if (found.startsWith('utf-16')) return 'utf-8';
    return found === 'x-user-defined' ? 'windows-1252' : found;
  }
  return null;
}

/**
 * The encoding of an HTML document, by its byte order mark, Content-Type, or a meta tag within the first
 * 1024 bytes, otherwise UTF-8. The standard ends with windows-1252, but a page without a declaration is
 * UTF-8 far more often.
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
 */
export function sniffEncoding(bytes: Uint8Array, contentType: string | null): string {
  const match = contentType === null ? null : charsetOf.exec(contentType);
  return byteOrderMark(bytes) ?? known(match?.[1] ?? match?.[2] ?? match?.[3]) ?? fromMeta(bytes) ?? 'utf-8';
}

/**
 * The text of a document in pieces. Broken bytes become U+FFFD. Only UTF-8 is decoded piece by piece,
 * because Node's decoder throws on some broken GB18030, GBK, EUC-JP and ISO-2022-JP when it streams.
 */
export function* decodePieces(bytes: Uint8Array, encoding: string, pieceSize: number): Generator<string> {
  const decoder = new TextDecoder(encoding);
  if (encoding !== 'utf-8') {
    const text = decoder.decode(bytes);
    for (let start = 0; start < text.length; start += pieceSize) yield text.slice(start, start + pieceSize);
    return;
  }
  for (let start = 0; start < bytes.byteLength; start += pieceSize) {
    const text = decoder.decode(bytes.subarray(start, start + pieceSize), { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

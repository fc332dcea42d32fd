import { setImmediate } from 'node:timers/promises';
import { decodePieces, sniffEncoding } from '@seo-live/audit';
import { SaxesParser } from 'saxes';
import { isWholeGzip, unpackUpTo } from '../fetch/unpackBody.ts';
import type { SitemapProblem } from '../ports/frontierStore.ts';
import { atomLink, localName, type Named, namedByText, sitemapRoots } from './namedByText.ts';

export interface SitemapFile {
  /** As written, in order. */
  pages: string[];
  sitemaps: string[];
  /** What is wrong with the file. Its entries before that are kept. */
  problem: Omit<SitemapProblem, 'url'> | null;
  /** Numbers of addresses over the limit. */
  leftOut: { pages: number; sitemaps: number };
  /** The file is larger than the limit. The rest was not read. */
  cut: boolean;
}

const PIECE = 64 * 1024;
/** Longer addresses are cut here. They are longer than any URL that is followed. */
const MAX_ADDRESS = 10_000;
/** Real sitemaps stay far below these limits. Hostile ones nest elements or add attributes without end. */
const MAX_DEPTH = 50;
const MAX_ATTRIBUTES = 200;

/** Stands for an ampersand that begins no reference, the commonest error in sitemaps. For private use in Unicode. */
const BARE = '\uf8ff';
const bareAmpersand = /&(?!#\d+;|#x[\da-f]+;|[a-z_][\w.-]{0,30};)/gi;

/** Marks bare ampersands in pieces of a text. A reference that a piece may cut waits for the next piece. */
function createAmpersands() {
  let waiting = '';
  return {
    mark(piece: string): string {
      const text = waiting + piece;
      const last = text.lastIndexOf('&');
      const from = last !== -1 && text.length - last < 40 ? last : text.length;
      waiting = text.slice(from);
      return text.slice(0, from).replace(bareAmpersand, BARE);
    },
    end: (): string => waiting.replace(bareAmpersand, BARE),
  };
}

/** Collects the addresses of an XML sitemap. Throws nothing; `stopped` is true when reading on is of no use. */
function createXmlReader(file: SitemapFile, add: (named: Named, address: string) => void) {
  const parser = new SaxesParser({ position: false });
  const path: string[] = [];
  let text = '';
  let attributes = 0;
  let stopped = false;

  function fail(kind: SitemapProblem['kind'], detail: string): void {
    file.problem ??= { kind, detail, line: parser.line };
  }
  function stop(kind: SitemapProblem['kind'], detail: string): void {
    fail(kind, detail);
    stopped = true;
  }

  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > MAX_ATTRIBUTES) stop('not_xml', 'too many attributes');
  });
  parser.on('opentag', ({ name: qualified, attributes: values }) => {
    const name = localName(qualified);
    if (path.length === 0 && !sitemapRoots.has(name))
      stop(name.toLowerCase() === 'html' ? 'html' : 'unknown_root', `<${name}>`.slice(0, 100));
    const link = stopped ? null : atomLink(path.at(-1), name, values as Record<string, string>);
    if (link !== null) add('page', link.replaceAll(BARE, '&'));
    path.push(name);
    if (path.length > MAX_DEPTH) stop('not_xml', 'too many nested elements');
    attributes = 0;
    text = '';
  });
  parser.on('text', (more) => {
    if (more.includes(BARE)) fail('not_xml', 'an ampersand that is not written as &amp;');
    if (text.length < MAX_ADDRESS) text += more.replaceAll(BARE, '&');
  });
  parser.on('cdata', (more) => {
    if (text.length < MAX_ADDRESS) text += more.replaceAll(BARE, '&');
  });
  parser.on('closetag', () => {
    const named = stopped ? null : namedByText(path.at(-2), path.at(-1));
    if (named !== null) add(named, text);
    path.pop();
    text = '';
  });
  parser.on('error', ({ message }) => {
    // An unknown entity stays as it is written; nothing else of the file depends on it.
    if (message.includes('entity')) fail('not_xml', message);
    else stop('not_xml', message);
  });

  return {
    write: (piece: string): void => void parser.write(piece),
    end: (): void => void parser.close(),
    stopped: (): boolean => stopped,
  };
}

/** The addresses in a text file, one a line. Other lines are no addresses, nor is a line that is cut. */
function readText(text: string, file: SitemapFile, add: (named: Named, address: string) => void): void {
  const lines = text.split(/\r\n|\r|\n/);
  if (file.cut) lines.pop();
  for (const line of lines) if (/^\s*https?:\/\//i.test(line)) add('page', line);
  if (file.pages.length === 0 && text.trim() !== '')
    file.problem ??= { kind: 'unknown_root', detail: text.trim().slice(0, 100), line: 1 };
}

async function unpacked(body: Uint8Array, maxBytes: number, file: SitemapFile): Promise<Uint8Array> {
  let bytes = body;
  // Twice, because some servers pack a file again that is packed already.
  for (let layer = 0; layer < 2 && bytes[0] === 0x1f && bytes[1] === 0x8b; layer++) {
    const content = await unpackUpTo(bytes, 'gzip', maxBytes);
    const whole = content.cut || (!content.broken && (await isWholeGzip(bytes, content.bytes.byteLength)));
    if (!whole) file.problem ??= { kind: 'gzip', detail: '', line: null };
    file.cut ||= content.cut;
    bytes = content.bytes;
  }
  if (bytes.byteLength > maxBytes) file.cut = true;
  return bytes.subarray(0, maxBytes);
}

/**
 * The addresses in a sitemap or an index, as written: XML, RSS 2.0, Atom 1.0 or a text file (sitemaps.org,
 * https://developers.google.com/search/docs/crawling-indexing/sitemaps/build-sitemap). Its first bytes say
 * whether it is gzipped. Stops where the XML is broken, and keeps what stands before. A bare ampersand, an
 * unknown entity and white space before the XML declaration do not stop it. Entities of a DTD are not expanded.
 */
export async function parseSitemap(
  body: Uint8Array,
  maxBytes: number,
  maxUrls: number,
): Promise<SitemapFile> {
  const file: SitemapFile = {
    pages: [],
    sitemaps: [],
    problem: null,
    leftOut: { pages: 0, sitemaps: 0 },
    cut: false,
  };
  const bytes = await unpacked(body, maxBytes, file);
  function add(named: Named, address: string): void {
    const tidy = address.trim();
    if (tidy === '') return;
    const list = named === 'page' ? 'pages' : 'sitemaps';
    if (file[list].length >= maxUrls) file.leftOut[list]++;
    else file[list].push(tidy);
  }

  const encoding = sniffEncoding(bytes, null);
  const reader = createXmlReader(file, add);
  const ampersands = createAmpersands();
  let isText: boolean | null = null;
  let start = '';
  let broken = encoding !== 'utf-8';
  for (const piece of decodePieces(bytes, encoding, PIECE)) {
    broken ||= piece.includes('\uFFFD');
    start = isText === true ? start + piece : piece;
    if (isText === null) {
      const content = piece.trimStart();
      if (content === '') continue;
      isText = !content.startsWith('<');
      if (isText) continue;
      if (/^<(?:!doctype\s+)?html[\s/>]/i.test(content)) {
        file.problem ??= { kind: 'html', detail: content.slice(0, 100), line: 1 };
        return file;
      }
      if (content.startsWith('<?xml') && content !== piece)
        file.problem ??= { kind: 'not_xml', detail: 'white space before the XML declaration', line: 1 };
      start = content;
    }
    if (isText) continue;
    reader.write(ampersands.mark(start));
    if (reader.stopped()) break;
    await setImmediate();
  }
  if (isText === true) readText(start, file, add);
  else if (isText === false && !reader.stopped()) {
    reader.write(ampersands.end());
    if (!file.cut) reader.end();
  } else if (isText === null) file.problem ??= { kind: 'not_xml', detail: 'empty', line: null };
  if (broken && !file.cut) file.problem ??= { kind: 'not_utf8', detail: encoding, line: null };
  return file;
}

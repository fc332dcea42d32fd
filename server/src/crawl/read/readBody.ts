import { setImmediate } from 'node:timers/promises';
import {
  createPageReader,
  decodePieces,
  type PageFacts,
  type PageHeaders,
  sniffEncoding,
} from '@seo-live/audit';
import { boundFacts } from './boundFacts.ts';

/** Bytes that are read before other work can run, which takes about 4 ms. */
const PIECE = 64 * 1024;

/** The facts of an HTML body. Reads it in pieces, so that a long page does not block the server. `beforePiece` may end it by an error. */
export async function readBody(
  url: string,
  headers: PageHeaders,
  body: Uint8Array,
  beforePiece: () => void = () => {},
): Promise<PageFacts> {
  const contentType = String(headers['content-type'] ?? '');
  const encoding = sniffEncoding(body, contentType);
  const xhtml = contentType.startsWith('application/xhtml+xml');
  const reader = createPageReader({ url, headers, encoding, xhtml });
  let first = true;
  for (const piece of decodePieces(body, encoding, PIECE)) {
    if (!first) await setImmediate();
    first = false;
    beforePiece();
    reader.write(piece);
  }
  return boundFacts(reader.end(), body.byteLength);
}

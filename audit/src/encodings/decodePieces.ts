import { TextDecoder } from '@exodus/bytes/encoding.js';

/**
 * The text of a document in pieces, by the tables of the Encoding Standard. Those of Node lack characters
 * (https://github.com/nodejs/node/issues/59515, https://github.com/nodejs/node/issues/40091). Broken bytes
 * become U+FFFD, and so does a whole document in an encoding that browsers refuse. Only UTF-8 is decoded
 * piece by piece.
 */
export function* decodePieces(bytes: Uint8Array, encoding: string, pieceSize: number): Generator<string> {
  if (encoding === 'replacement') {
    if (bytes.byteLength > 0) yield '\uFFFD';
    return;
  }
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

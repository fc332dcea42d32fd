import { promisify } from 'node:util';
import { brotliDecompress, constants, gunzip, inflate, inflateRaw, zstdDecompress } from 'node:zlib';

/** Thrown when the decompressed body would be larger than the limit. */
export class TooLarge extends Error {}

const lenient = { finishFlush: constants.Z_SYNC_FLUSH };
const MAX_CODINGS = 3;
/** Ordinary HTML rarely compresses better than 100 to 1. */
const MAX_RATIO = 500;
/** Bodies up to this size may have any ratio. */
const FREE_BYTES = 1024 * 1024;

const unpackers = {
  gzip: (bytes: Uint8Array, max: number) => promisify(gunzip)(bytes, { ...lenient, maxOutputLength: max }),
  deflate: (bytes: Uint8Array, max: number) => {
    const zlibHeader =
      ((bytes[0] ?? 0) & 0x0f) === 8 && (((bytes[0] ?? 0) << 8) + (bytes[1] ?? 0)) % 31 === 0;
    return promisify(zlibHeader ? inflate : inflateRaw)(bytes, { ...lenient, maxOutputLength: max });
  },
  br: (bytes: Uint8Array, max: number) =>
    promisify(brotliDecompress)(bytes, {
      finishFlush: constants.BROTLI_OPERATION_FLUSH,
      maxOutputLength: max,
    }),
  zstd: (bytes: Uint8Array, max: number) => promisify(zstdDecompress)(bytes, { maxOutputLength: max }),
};

const aliases: Readonly<Record<string, keyof typeof unpackers>> = {
  gzip: 'gzip',
  'x-gzip': 'gzip',
  deflate: 'deflate',
  br: 'br',
  zstd: 'zstd',
};

/**
 * Decodes the Content-Encoding of a complete body. Throws {@link TooLarge} over `maxBytes`, or over 500
 * times the compressed size (a bomb). Throws another error when the encoding is broken or unknown.
 */
export async function decompress(
  bytes: Uint8Array,
  contentEncoding: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > MAX_CODINGS) throw new Error(`encoded ${codings.length} times`);
  const cap = Math.min(maxBytes, Math.max(FREE_BYTES, bytes.byteLength * MAX_RATIO));
  let body = bytes;
  for (const coding of codings.reverse()) {
    const name = aliases[coding];
    if (name === undefined) throw new Error(`unknown encoding ${coding}`);
    if (body.byteLength === 0) return body;
    try {
      body = await unpackers[name](body, cap);
    } catch (error) {
      if (error instanceof RangeError) throw new TooLarge(`unpacks to over ${cap} bytes`);
      throw error;
    }
  }
  return body;
}

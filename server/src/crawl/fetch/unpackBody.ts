import { promisify } from 'node:util';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
  gunzip,
} from 'node:zlib';

const MAX_CODINGS = 3;
/** Ordinary HTML rarely compresses better than 100 to 1. */
const MAX_RATIO = 500;
/** Bodies up to this size may have any ratio. */
const FREE_BYTES = 1024 * 1024;

const lenient = { finishFlush: constants.Z_SYNC_FLUSH };

/** Some servers send the packed data without its header (RFC 1950, 2.2). */
const hasZlibHeader = ([first = 0, second = 0]: Uint8Array): boolean =>
  (first & 0x0f) === 8 && ((first << 8) + second) % 31 === 0;

const unpackers = {
  gzip: () => createGunzip(lenient),
  'x-gzip': () => createGunzip(lenient),
  deflate: (bytes: Uint8Array) => (hasZlibHeader(bytes) ? createInflate(lenient) : createInflateRaw(lenient)),
  br: () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
  zstd: () => createZstdDecompress(),
} as const;
type Packing = keyof typeof unpackers;

interface Unpacked {
  bytes: Uint8Array;
  /** There was more than the limit. */
  cut: boolean;
  /** The rest could not be unpacked. */
  broken: boolean;
}

/** Unpacks up to `max` bytes. What was unpacked before an error is kept. Never rejects. */
export function unpackUpTo(packed: Uint8Array, packing: Packing, max: number): Promise<Unpacked> {
  if (packed.byteLength === 0) return Promise.resolve({ bytes: packed, cut: false, broken: false });
  return new Promise((resolve) => {
    const stream = unpackers[packing](packed);
    const chunks: Uint8Array[] = [];
    let size = 0;
    const finish = (broken: boolean): void => {
      const whole = Buffer.concat(chunks);
      resolve({ bytes: whole.subarray(0, max), cut: whole.byteLength > max, broken });
    };
    stream.on('data', (chunk: Uint8Array) => {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size <= max) return;
      finish(false);
      stream.destroy();
    });
    stream.on('end', () => finish(false));
    stream.on('error', () => finish(true));
    stream.end(packed);
  });
}

/**
 * True when a gzip file that unpacks to `size` bytes has its end. {@link unpackUpTo} also takes one without.
 * Its last four bytes are the size of its last part (RFC 1952, 2.3.1); it is unpacked again only when they differ.
 */
export async function isWholeGzip(packed: Uint8Array, size: number): Promise<boolean> {
  const { buffer, byteOffset, byteLength } = packed;
  if (byteLength < 18) return false;
  if (new DataView(buffer, byteOffset, byteLength).getUint32(byteLength - 4, true) === size) return true;
  return promisify(gunzip)(packed, { maxOutputLength: size + 1 }).then(
    () => true,
    () => false,
  );
}

/** The codings of a Content-Encoding field, the first that was applied first. Null when one is unknown. */
function codingsOf(contentEncoding: string): Packing[] | null {
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  const known = codings.filter((coding): coding is Packing => Object.hasOwn(unpackers, coding));
  return known.length < codings.length || codings.length > MAX_CODINGS ? null : known;
}

export type UnpackedBody =
  | { body: Uint8Array; failure: null }
  | { body: null; failure: 'too_large' | 'bad_answer' };

/**
 * Unpacks a body with a Content-Encoding. It is too large over `maxBytes`, or over 500 times its packed size (a
 * bomb). With `cut` it is cut at `maxBytes` instead, and what stands before broken bytes is kept.
 */
export async function unpackBody(
  packed: Uint8Array,
  contentEncoding: string,
  { maxBytes, cut }: { maxBytes: number; cut: boolean },
): Promise<UnpackedBody> {
  const codings = codingsOf(contentEncoding);
  if (codings === null) return { body: null, failure: 'bad_answer' };
  const max = cut ? maxBytes : Math.min(maxBytes, Math.max(FREE_BYTES, packed.byteLength * MAX_RATIO));
  let bytes = packed;
  for (const coding of codings.reverse()) {
    const part = await unpackUpTo(bytes, coding, max);
    if (part.cut && !cut) return { body: null, failure: 'too_large' };
    if (part.broken && !cut) return { body: null, failure: 'bad_answer' };
    bytes = part.bytes;
  }
  return { body: bytes, failure: null };
}

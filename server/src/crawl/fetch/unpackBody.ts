import type { Transform } from 'node:stream';
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

/** Writes all of `packed` to the stream and gathers up to `max` bytes. Never rejects. */
function gather(stream: Transform, packed: Uint8Array, max: number): Promise<Unpacked> {
  return new Promise((resolve) => {
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

/** The length of a gzip header (RFC 1952, 2.3); null when the bytes do not begin with one. */
function gzipHeaderLength(bytes: Uint8Array): number | null {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) return null;
  const flags = bytes[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + (bytes[at] ?? 0) + ((bytes[at + 1] ?? 0) << 8);
  // File name and comment, each up to a zero.
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    const end = bytes.indexOf(0, at);
    if (end === -1) return null;
    at = end + 1;
  }
  return flags & 2 ? at + 2 : at;
}

/** Unpacks up to `max` bytes. What was unpacked before an error is kept. Never rejects. */
export async function unpackUpTo(packed: Uint8Array, packing: Packing, max: number): Promise<Unpacked> {
  if (packed.byteLength === 0) return { bytes: packed, cut: false, broken: false };
  const unpacked = await gather(unpackers[packing](packed), packed, max);
  const header = unpacked.broken && packing.endsWith('gzip') ? gzipHeaderLength(packed) : null;
  if (header === null) return unpacked;
  // Node takes bytes after a gzip for another one, and fails. Browsers ignore them.
  const first = await gather(createInflateRaw(), packed.subarray(header), max);
  return first.broken ? unpacked : first;
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

/**
 * The codings of a Content-Encoding field, the first that was applied first. None when one of them is unknown:
 * a site that sends `UTF-8` there has not packed its pages, and browsers show them.
 */
function codingsOf(contentEncoding: string): Packing[] {
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  const known = codings.filter((coding): coding is Packing => Object.hasOwn(unpackers, coding));
  return known.length < codings.length ? [] : known;
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
  if (codings.length > MAX_CODINGS) return { body: null, failure: 'bad_answer' };
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

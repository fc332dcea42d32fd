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

const lenient = { finishFlush: constants.Z_SYNC_FLUSH };

const unpackers = {
  gzip: () => createGunzip(lenient),
  'x-gzip': () => createGunzip(lenient),
  deflate: (bytes: Uint8Array) =>
    (((bytes[0] ?? 0) << 8) + (bytes[1] ?? 0)) % 31 === 0
      ? createInflate(lenient)
      : createInflateRaw(lenient),
  br: () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
  zstd: () => createZstdDecompress(),
} as const;
export type Packing = keyof typeof unpackers;

export interface Unpacked {
  bytes: Uint8Array;
  /** There was more than the limit. */
  cut: boolean;
  /** The rest could not be unpacked. */
  broken: boolean;
}

/** Unpacks up to `max` bytes. What was unpacked before an error is kept. Never rejects. */
export function unpackUpTo(packed: Uint8Array, packing: Packing, max: number): Promise<Unpacked> {
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

/** {@link unpackUpTo} for a body with a Content-Encoding. Null when it names an unknown one. */
export async function unpackBodyUpTo(
  body: Uint8Array,
  contentEncoding: string,
  max: number,
): Promise<Unpacked | null> {
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > 3) return null;
  let unpacked: Unpacked = { bytes: body, cut: false, broken: false };
  for (const coding of codings.reverse()) {
    if (!Object.hasOwn(unpackers, coding)) return null;
    const next = await unpackUpTo(unpacked.bytes, coding as Packing, max);
    unpacked = { ...next, cut: next.cut || unpacked.cut, broken: next.broken || unpacked.broken };
  }
  return unpacked;
}

import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unpackBody } from '../../../server/src/crawl/fetch/unpackBody.ts';

/** The body, or why there is none. */
const unpack = async (packed: Uint8Array, coding: string, maxBytes: number, cut: boolean) => {
  const { body, failure } = await unpackBody(packed, coding, { maxBytes, cut });
  return failure ?? Buffer.from(body ?? []);
};
const whole = (packed: Uint8Array, coding: string, max: number) => unpack(packed, coding, max, false);
const start = (packed: Uint8Array, coding: string, max: number) => unpack(packed, coding, max, true);

describe('unpackBody', () => {
  const body = Buffer.from('<p>hello '.repeat(1000));
  it.each([
    ['gzip', gzipSync(body)],
    ['x-gzip', gzipSync(body)],
    ['deflate', deflateSync(body)],
    ['deflate', deflateRawSync(body)],
    ['br', brotliCompressSync(body)],
    ['zstd', zstdCompressSync(body)],
    ['identity', body],
    ['br, gzip', gzipSync(brotliCompressSync(body))],
    [' GZIP ', gzipSync(body)],
    ['UTF-8', body],
    ['none', body],
    ['gzip, utf-8', body],
    ['compress', body],
  ])('%s', async (coding, packed) => {
    expect(await whole(packed, coding, 100_000)).toEqual(body);
  });

  it('reads a truncated gzip up to its end', async () => {
    const file = gzipSync(Buffer.from(Array.from({ length: 5000 }, (_, n) => `line ${n}\n`).join('')));
    const part = await whole(file.subarray(0, file.length - 500), 'gzip', 1_000_000);
    expect(part.toString().startsWith('line 0\nline 1\n')).toBe(true);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ])('stops a %s bomb', async (coding, pack) => {
    const bomb = pack(Buffer.alloc(20_000_000));
    expect(await whole(bomb, coding, 10_000_000)).toBe('too_large');
  });

  it('stops at a ratio that no page has, even under the size limit', async () => {
    const bomb = brotliCompressSync(Buffer.alloc(5_000_000));
    expect(await whole(bomb, 'br', 10_000_000)).toBe('too_large');
  });

  it('refuses more codings than any site uses', async () => {
    expect(await whole(body, 'gzip, gzip, gzip, gzip', 1000)).toBe('bad_answer');
  });

  it.each([
    ['gzip', gzipSync(body)],
    ['gzip', gzipSync(Buffer.alloc(100_000, 'many bytes '))],
    ['deflate', deflateSync(body)],
    ['deflate', deflateRawSync(body)],
    ['br', brotliCompressSync(body)],
    ['zstd', zstdCompressSync(body)],
  ])('ignores what follows the packed body: %s', async (coding, packed) => {
    const clean = await whole(packed, coding, 200_000);
    const longer = Buffer.concat([packed, Buffer.from('\r\n<!-- cached -->\r\n')]);
    expect(await whole(longer, coding, 200_000)).toEqual(clean);
    expect(await whole(longer, coding, 100)).toBe('too_large');
  });

  it('ignores what follows a gzip with a file name, a comment and more', async () => {
    const [head, rest] = [gzipSync(body).subarray(0, 10), gzipSync(body).subarray(10)];
    head[3] = 4 | 8 | 16 | 2;
    const extra = Buffer.from('\x03\0abcname\0a comment\0\x12\x34', 'latin1');
    const junk = Buffer.from('junk');
    const { body: read } = await unpackBody(Buffer.concat([head, extra, rest, junk]), 'gzip', {
      maxBytes: 100_000,
      cut: false,
    });
    expect(read).toEqual(body);
  });

  it('refuses bytes that are not gzip', async () => {
    expect(await whole(body, 'gzip', 100_000)).toBe('bad_answer');
  });

  it('takes the same bytes in the same way when it cuts: packed without a header, with a header, and broken', async () => {
    // A first block of this kind looks like a header to a test of the check bits alone.
    const raw = Array.from({ length: 400 }, (_, n) => Buffer.from(`${n} is a number`)).find((text) => {
      const packed = deflateRawSync(text);
      return (((packed[0] ?? 0) << 8) + (packed[1] ?? 0)) % 31 === 0;
    })!;
    expect(await whole(deflateRawSync(raw), 'deflate', 100_000)).toEqual(raw);
    expect(await start(deflateRawSync(raw), 'deflate', 100_000)).toEqual(raw);
    expect(await start(gzipSync(body), 'gzip', 100)).toEqual(body.subarray(0, 100));
    expect(
      await start(Buffer.concat([gzipSync(body).subarray(0, 40), Buffer.alloc(40, 255)]), 'gzip', 100_000),
    ).toBeInstanceOf(Buffer);
    expect(await start(Buffer.alloc(0), 'br', 100)).toHaveLength(0);
    expect(await start(body, 'compress', 100)).toEqual(body);
  });
});

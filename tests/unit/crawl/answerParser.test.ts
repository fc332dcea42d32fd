import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnswerParser, HEADER_BYTES } from '../../../server/src/crawl/fetch/createAnswerParser.ts';

interface Read {
  status: number | null;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
  end: string | null;
}

/** What the parser says of these bytes, given in pieces. */
function parse(bytes: Buffer, pieces: number[] = []): Read {
  const read: Read = { status: null, headers: {}, body: '', end: null };
  const ended = (how: string): void => {
    if (read.end !== null) throw new Error(`ended twice: ${read.end}, ${how}`);
    read.end = how;
  };
  const parser = createAnswerParser({
    head: (status, headers) => {
      if (read.status !== null) throw new Error('two heads');
      Object.assign(read, { status, headers });
    },
    data: (chunk) => {
      if (read.end !== null) throw new Error('data after the end');
      read.body += Buffer.from(chunk).toString('latin1');
    },
    end: () => ended('whole'),
    fail: ended,
  });
  let at = 0;
  for (const size of pieces) {
    parser.write(bytes.subarray(at, at + size));
    at += size;
  }
  parser.write(bytes.subarray(at));
  parser.close();
  return read;
}

const of = (text: string): Read => parse(Buffer.from(text, 'latin1'));

describe('an answer that is not quite HTTP', () => {
  it.each<[string, string]>([
    ['valid', 'HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 2\r\n\r\nhi'],
    ['lines that end with LF', 'HTTP/1.1 200 OK\nA: b\nContent-Length: 2\n\nhi'],
    ['both kinds of line ends', 'HTTP/1.1 200 OK\r\nA: b\n\r\nhi'],
    ['no reason', 'HTTP/1.1 200\r\nA: b\r\n\r\nhi'],
    ['HTTP/1.0', 'http/1.0 200 ok\r\nA: b\r\n\r\nhi'],
    ['an empty line before', '\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\nhi'],
    ['early hints', 'HTTP/1.1 103 Early\r\nX: y\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\nhi'],
    ['a blank in a name', 'HTTP/1.1 200 OK\r\nX Powered By: x\r\nA: b\r\n\r\nhi'],
    ['a line without colon', 'HTTP/1.1 200 OK\r\nrubbish\r\nA: b\r\n\r\nhi'],
    ['no name', 'HTTP/1.1 200 OK\r\n: x\r\nA: b\r\n\r\nhi'],
    ['a blank before the colon', 'HTTP/1.1 200 OK\r\nA : b\r\n\r\nhi'],
    ['the same length twice', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nA: b\r\nContent-Length: 2\r\n\r\nhi'],
    ['the same length in one field', 'HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\nA: b\r\n\r\nhi'],
    ['a length that is none', 'HTTP/1.1 200 OK\r\nContent-Length: -5\r\nA: b\r\n\r\nhi'],
    ['more than its length', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nA: b\r\n\r\nhi<!-- more -->'],
    [
      'chunks and a length',
      'HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 17\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n',
    ],
    [
      'chunks with extensions and a trailer',
      'HTTP/1.1 200 OK\r\nA: b\r\nTransfer-Encoding: Chunked\r\n\r\n1;a="b"\r\nh\r\n01 \r\ni\r\n0\r\nX: 1\r\n\r\n',
    ],
    [
      'chunks without the last line',
      'HTTP/1.1 200 OK\r\nA: b\r\nTransfer-Encoding: chunked\r\n\r\n2\nhi\n0\n',
    ],
  ])('%s', (_name, text) => {
    const read = of(text);
    expect(read).toMatchObject({ status: 200, body: 'hi', end: 'whole' });
    expect(read.headers.a).toBe('b');
  });

  it('keeps every byte of a value, repeated fields and folded lines', () => {
    const { headers } = of(
      'HTTP/1.1 200 OK\r\nX: a\x01\xe9b\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nLong: one\r\n\t two\r\n\r\n',
    );
    expect(headers).toMatchObject({ x: 'a\x01\xe9b', 'set-cookie': ['a=1', 'b=2'], long: 'one two' });
  });

  it.each<[string, string, string]>([
    ['another protocol', '+OK POP3 ready\r\n', 'bad_answer'],
    ['HTTP/0.9', '<html>hi</html>\n', 'bad_answer'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi', 'bad_answer'],
    ['a chunk without a size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<html>', 'connection'],
    [
      'a line that is no size',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<html>\r\n',
      'bad_answer',
    ],
    [
      'a chunk longer than its size',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhiho\r\n',
      'bad_answer',
    ],
    ['a cut chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhi', 'connection'],
    ['a cut body', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi', 'connection'],
    ['a cut header', 'HTTP/1.1 200 OK\r\nA: b\r\n', 'connection'],
    ['nothing', '', 'connection'],
    ['a header that is too long', `HTTP/1.1 200 OK\r\nA: ${'b'.repeat(HEADER_BYTES)}`, 'bad_answer'],
    ['too many fields', `HTTP/1.1 200 OK\r\n${'A:b\r\n'.repeat(HEADER_BYTES / 5)}`, 'bad_answer'],
    [
      'a folded line without end',
      `HTTP/1.1 200 OK\r\nA: b\r\n${' x\n'.repeat(HEADER_BYTES / 3)}`,
      'bad_answer',
    ],
    [
      'a chunk extension that is too long',
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;${'b'.repeat(HEADER_BYTES)}`,
      'bad_answer',
    ],
  ])('is refused: %s', (_name, text, end) => {
    expect(of(text).end).toBe(end);
  });

  it('has no body with 204 and 304', () => {
    expect(of('HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\nhello')).toMatchObject({ body: '', end: 'whole' });
    expect(of('HTTP/1.1 304 No\r\n\r\n')).toMatchObject({ body: '', end: 'whole' });
  });

  it('does not take a field for a property of objects', () => {
    expect(of('HTTP/1.1 200 OK\r\n__proto__: x\r\nconstructor: y\r\n\r\n')).toMatchObject({ end: 'whole' });
  });
});

const part = fc.constantFrom(
  'HTTP/1.1 200 OK',
  'HTTP/1.1 103 x',
  '\r\n',
  '\n',
  '\r\n\r\n',
  'A: b',
  'A b: c',
  ' folded',
  ':',
  '0',
  '2',
  'hi',
  '\x01',
  'Content-Length: 2',
  'Content-Length: 9',
  'Transfer-Encoding: chunked',
  ';x',
);

describe('any bytes', () => {
  it('end once, and are read the same from pieces of any size', () => {
    const text = fc.oneof(
      fc.array(part, { maxLength: 30 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 }), (written, pieces) => {
        const bytes = Buffer.from(written, 'latin1');
        const whole = parse(bytes);
        expect(whole.end).not.toBeNull();
        expect(parse(bytes, pieces)).toEqual(whole);
        expect(
          parse(
            bytes,
            Array.from(bytes, () => 1),
          ),
        ).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });
});

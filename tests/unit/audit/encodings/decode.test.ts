import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePieces } from '../../../../audit/src/encodings/decodePieces.ts';
import { sniffEncoding } from '../../../../audit/src/encodings/sniffEncoding.ts';
import { encodeText } from '../../../support/sampleSite/encode.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('sniffEncoding', () => {
  it.each([
    ['nothing', '', null, 'utf-8'],
    ['byte order mark before all', '\xef\xbb\xbf<meta charset=big5>', 'text/html; charset=gbk', 'utf-8'],
    ['UTF-16 mark', '\xff\xfe<', null, 'utf-16le'],
    ['header before meta', '<meta charset=big5>', 'text/html; charset="GB18030"', 'gb18030'],
    ['unknown header', '<meta charset=big5>', 'text/html; charset=klingon', 'big5'],
    ['meta', '<META charset = "Big5">', 'text/html', 'big5'],
    ['meta http-equiv', '<meta http-equiv=Content-Type content="text/html; charset=euc-kr">', null, 'euc-kr'],
    ['meta content alone', '<meta content="text/html; charset=euc-kr">', null, 'utf-8'],
    ['meta in a comment', '<!-- <meta charset=big5> --><meta charset=gbk>', null, 'gbk'],
    ['UTF-16 in a meta is a lie', '<meta charset=utf-16le>', null, 'utf-8'],
    ['latin1', '<meta charset=iso-8859-1>', null, 'windows-1252'],
    ['unknown meta, then a known', '<meta charset=x><meta charset=big5>', null, 'big5'],
    ['a forbidden encoding', '', 'text/html; charset=utf-7', 'utf-8'],
  ])('%s', (_name, head, contentType, encoding) => {
    expect(sniffEncoding(bytes(head), contentType)).toBe(encoding);
  });

  const filler = `<!-- ${'a comment of the portal > '.repeat(60)} -->`;
  it.each([
    ['a meta after the first bytes', `${filler}<meta charset=big5>`, 'big5'],
    ['after other tags of the head', `<html><head>${filler}<title>a</title></p><meta charset=big5>`, 'big5'],
    ['not in a script', `${filler}<script>'<meta charset=big5>'</script>`, 'utf-8'],
    ['but after it', `${filler}<script>'<p>'</script><META CHARSET=Big5 >`, 'big5'],
    [
      'not in a noscript, a title or a comment',
      `${filler}<noscript><meta charset=gbk></noscript><title><meta charset=gbk></title><!--<meta charset=gbk>--><meta charset=big5>`,
      'big5',
    ],
    ['not after the head', `<head>${filler}</head><meta charset=big5>`, 'utf-8'],
    ['not in the body', `${filler}<p><meta charset=big5>`, 'utf-8'],
    ['not past a quote that does not end', `${filler}<meta content="<meta charset=big5>`, 'utf-8'],
    ['an early meta first', `<meta charset=gbk>${filler}<meta charset=big5>`, 'gbk'],
    ['the XML declaration', '<?xml version="1.0" encoding="Big5"?><html>', 'big5'],
    ['with single quotes', "<?xml version='1.0'\nencoding = 'EUC-KR' ?>", 'euc-kr'],
    ['not elsewhere', ' <?xml version="1.0" encoding="Big5"?>', 'utf-8'],
    [
      'a meta before the XML declaration',
      `<?xml version="1.0" encoding="Big5"?>${filler}<meta charset=gbk>`,
      'gbk',
    ],
    ['UTF-16 in an XML declaration is not true', '<?xml version="1.0" encoding="utf-16"?>', 'utf-8'],
    ['the first of two attributes', '<meta charset=gbk charset=big5>', 'gbk'],
    ['a misspelling', '<meta charset="utf8mb4">', 'utf-8'],
    ['an encoding that browsers refuse', '<meta charset="hz-gb-2312">', 'replacement'],
  ])('%s', (_name, head, encoding) => {
    expect(sniffEncoding(bytes(head), null)).toBe(encoding);
  });

  it.each([
    ['an attribute name without end', `<meta ${'a'.repeat(200_000)}`],
    ['quotes without end', `<meta ${'a="'.repeat(80_000)}>`],
    ['tags without end', '<meta '.repeat(40_000)],
    ['scripts without end', '<script>'.repeat(30_000)],
  ])('is not slowed down by %s', (_name, head) => {
    expect(sniffEncoding(bytes(`${filler}${head}`), null)).toBe('utf-8');
  });
});

describe('decodePieces', () => {
  const text = '高山茶園的採收與烘焙';
  it.each([
    ['utf-8', Buffer.from(text)],
    ['big5', encodeText(text, 'big5')],
    ['gb18030', encodeText(text, 'gb18030')],
  ])('%s, in pieces of any size', (encoding, encoded) => {
    for (const size of [1, 2, 3, 7, 1000])
      expect([...decodePieces(encoded, encoding, size)].join('')).toBe(text);
  });

  it('replaces broken bytes by U+FFFD', () => {
    const broken = Buffer.from([0x61, 0xff, 0x62, 0xe8, 0x8c]);
    expect([...decodePieces(broken, 'utf-8', 2)].join('')).toBe('a\uFFFDb\uFFFD');
  });

  it.each([
    ['windows-1252', '8091929396 85a0', '€‘’“–…\xa0'],
    ['big5', '9df89def9df69df7916f9068', '啲嘅喺咗鰂邨'],
    ['big5', 'f9d8f9daf9d6f9dbf9d7', '裏恒碁粧銹'],
    ['shift_jis', '8740ed40', '①纊'],
    ['gb18030', '8135f437a6d9', '\uE7C7\uFE10'],
    ['euc-kr', 'c8d6', '휘'],
    ['windows-874', 'a1', 'ก'],
    ['replacement', '414243', '\uFFFD'],
  ])('%s by the tables of the standard: %s', (encoding, hex, expected) => {
    const encoded = Buffer.from(hex.replaceAll(' ', ''), 'hex');
    expect([...decodePieces(encoded, encoding, 1000)].join('')).toBe(expected);
  });

  it('never throws', () => {
    const encodings = fc.constantFrom(
      'utf-8',
      'big5',
      'gb18030',
      'utf-16le',
      'shift_jis',
      'iso-2022-jp',
      'windows-1252',
    );
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 50 }),
        encodings,
        fc.integer({ min: 1, max: 9 }),
        (input, encoding, size) => {
          const pieces = [...decodePieces(input, encoding, size)].join('');
          expect(pieces).toBe([...decodePieces(input, encoding, 1000)].join(''));
          if (encoding === 'utf-8') expect(pieces).toBe(new TextDecoder(encoding).decode(input));
        },
      ),
      { numRuns: 3000 },
    );
  });
});

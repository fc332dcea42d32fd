import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { read } from './caseChecks.ts';
import { page, rawHtml, site, sound } from './casePages.ts';
import type { CaseAnswer, CrawlCase } from './crawlCase.ts';

/** Answers that are not quite HTTP, and what is a page. */
export const answerCases: readonly CrawlCase[] = [
  {
    id: 301,
    name: 'Content-Encoding: UTF-8, none, or nonsense',
    severity: 'high',
    kind: 'answers that every browser shows are taken for no HTTP',
    source: [
      'code4craft/webmagic#796',
      'apify/crawlee#1067',
      'hgoebl/DavidWebb#31',
      'locustio/locust#1233',
      'arshidkv12/contact-form-cfdb7#35',
    ],
    situation: 'A PHP site says header("Content-Encoding: UTF-8"); another "none".',
    right: 'Chrome and Firefox pass an unknown coding through; the page is shown.',
    site: ({ url }) =>
      site(url, ['/a', '/utf8', '/none'], {
        '/utf8': { headers: { 'Content-Encoding': 'UTF-8' }, body: sound(url, '/utf8', 'Says utf8') },
        '/none': { headers: { 'Content-Encoding': 'none' }, body: sound(url, '/none', 'Says none') },
      }),
    checks: (r) => [read(r, '/a'), read(r, '/utf8'), read(r, '/none')],
  },
  {
    id: 302,
    name: 'Header with a blank in its name, or a control character in its value',
    severity: 'high',
    kind: 'answers that every browser shows are taken for no HTTP',
    source: [
      'stevenvachon/broken-link-checker#159',
      'sindresorhus/got#1685',
      'louislam/uptime-kuma#946',
      'nodejs/node#27711',
      'kazuho/p5-http-parser-xs#10 (Imperva sends these on purpose)',
      'apify/crawlee useInsecureHttpParser',
    ],
    situation: 'Old application firewall adds "X Powered By: …" and a \\x01 in another header.',
    right: 'Browsers and curl ignore the bad header.',
    site: ({ url }) =>
      site(url, ['/a', '/name', '/value'], {
        '/name': rawHtml(
          'HTTP/1.1 200 OK\nContent-Type: text/html\nX Powered By: x\nConnection: close\n\n',
          sound(url, '/name', 'Bad name'),
        ),
        '/value': rawHtml(
          'HTTP/1.1 200 OK\nContent-Type: text/html\nX-Trace: a\x01b\nConnection: close\n\n',
          sound(url, '/value', 'Bad value'),
        ),
      }),
    checks: (r) => [read(r, '/a'), read(r, '/name'), read(r, '/value')],
  },
  {
    id: 303,
    name: 'Content-Length beside Transfer-Encoding: chunked; Content-Length twice',
    severity: 'medium',
    kind: 'answers that every browser shows are taken for no HTTP',
    source: [
      'sindresorhus/got#646',
      'request/request#2091 #2380 #2761',
      'nodejs/help#816',
      'TheFive/osmbc#996',
      'openstreetmap/operations#910',
    ],
    situation: 'A proxy adds the length of what it compressed; a CMS sends the length twice, the same value.',
    right:
      'RFC 9112 6.3: Transfer-Encoding wins; RFC 9110 8.6: equal lengths may be taken as one. Browsers show both.',
    site: ({ url }) => {
      const both = Buffer.from(sound(url, '/both', 'Both lengths'));
      const twice = sound(url, '/twice', 'Length twice');
      const length = Buffer.byteLength(twice);
      return site(url, ['/a', '/both', '/twice'], {
        '/both': {
          raw: Buffer.concat([
            Buffer.from(
              `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 17\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${both.length.toString(16)}\r\n`,
            ),
            both,
            Buffer.from('\r\n0\r\n\r\n'),
          ]),
        },
        '/twice': rawHtml(
          `HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: ${length}\nContent-Length: ${length}\nConnection: close\n\n`,
          twice,
        ),
      });
    },
    checks: (r) => [read(r, '/a'), read(r, '/both'), read(r, '/twice')],
  },
  {
    id: 304,
    name: 'Headers of 24 KB (preload list, Content-Security-Policy)',
    severity: 'high',
    kind: 'answers that every browser shows are taken for no HTTP',
    source: [
      'withastro/astro#12583',
      'usebruno/bruno#2201',
      'h2o/h2o#951',
      'NeuraLegion/bright-cli#292',
      'snibox/snibox#8',
    ],
    situation: 'The CMS lists every style sheet in Link headers: 24 KB. The start page is one of them.',
    right: 'Chrome takes 256 KB. nginx and curl (300 KB) pass it on.',
    site: ({ url }) => {
      const links = Array.from({ length: 200 }, (_, i): [string, string] => [
        'Link',
        `</assets/build/module-${i}-with-a-rather-long-name-${'x'.repeat(60)}.css>; rel=preload; as=style`,
      ]);
      return site(url, ['/a'], {
        '/': { headers: links, body: page({ url: `${url}/`, name: 'Home', links: ['/a'] }) },
      });
    },
    checks: (r) => [
      [
        'the scan completes',
        r.status === 'completed',
        `${r.status} ${r.code}: ${r.message.error?.message ?? ''}`,
      ],
      read(r, '/'),
      read(r, '/a'),
    ],
  },
  {
    id: 306,
    name: 'No reason phrase, HTTP/1.0 to the end of the connection, 103 before 200, chunks with extensions',
    severity: 'medium',
    kind: 'HTTP/1',
    source: ['no single report: RFC 9112 4, RFC 8297'],
    situation: 'Four servers, four habits.',
    right: 'All read.',
    site: ({ url }) => {
      const chunked = Buffer.from(sound(url, '/chunks', 'Chunks'));
      return site(url, ['/bare', '/ten', '/early', '/chunks'], {
        '/bare': rawHtml(
          'HTTP/1.1 200\nContent-Type: text/html\nConnection: close\n\n',
          sound(url, '/bare', 'Bare status'),
        ),
        '/ten': rawHtml('HTTP/1.0 200 OK\nContent-Type: text/html\n\n', sound(url, '/ten', 'HTTP ten')),
        '/early': rawHtml(
          'HTTP/1.1 103 Early Hints\nLink: </a.css>; rel=preload\n\nHTTP/1.1 200 OK\nContent-Type: text/html\nConnection: close\n\n',
          sound(url, '/early', 'Early hints'),
        ),
        '/chunks': {
          raw: Buffer.concat([
            Buffer.from(
              `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\nConnection: close\r\n\r\n${(100).toString(16)};name="a b"\r\n`,
            ),
            chunked.subarray(0, 100),
            Buffer.from(`\r\n${(chunked.length - 100).toString(16).toUpperCase()}\r\n`),
            chunked.subarray(100),
            Buffer.from('\r\n0\r\nX-Sum: 1\r\n\r\n'),
          ]),
        },
      });
    },
    checks: (r) => ['/bare', '/ten', '/early', '/chunks'].map((path) => read(r, path)),
  },
  {
    id: 307,
    name: 'Compressed in every way, one with rubbish after the gzip',
    severity: 'medium',
    kind: 'answers that every browser shows are taken for no HTTP',
    source: [
      'apify/crawlee#266 ("incorrect header check")',
      'nodejs/node#7502',
      'browserify/browserify-zlib#29',
    ],
    situation:
      'gzip, zlib deflate, raw deflate, brotli, capital letters, two codings, gzip followed by rubbish.',
    right: 'All read; browsers do.',
    site: ({ url }) => {
      const packed = (path: string, coding: string, pack: (bytes: Buffer) => Buffer) => ({
        headers: { 'Content-Encoding': coding },
        body: pack(Buffer.from(sound(url, path, `Packed ${path.slice(1)}`))),
      });
      return site(url, ['/gz', '/zlib', '/raw', '/br', '/caps', '/two', '/tail'], {
        '/gz': packed('/gz', 'gzip', gzipSync),
        '/zlib': packed('/zlib', 'deflate', deflateSync),
        '/raw': packed('/raw', 'deflate', deflateRawSync),
        '/br': packed('/br', 'br', brotliCompressSync),
        '/caps': packed('/caps', 'GZip', gzipSync),
        '/two': packed('/two', 'deflate, gzip', (bytes) => gzipSync(deflateSync(bytes))),
        '/tail': packed('/tail', 'gzip', (bytes) =>
          Buffer.concat([gzipSync(bytes), Buffer.from('\r\n<!-- cached -->\r\n')]),
        ),
      });
    },
    checks: (r) => ['/gz', '/zlib', '/raw', '/br', '/caps', '/two', '/tail'].map((path) => read(r, path)),
  },
  {
    id: 308,
    name: 'Content-Type: none, two semicolons, odd letters, charset that does not exist',
    severity: 'medium',
    kind: 'is it a page?',
    source: [
      'yasserg/crawler4j#138',
      'bda-research/node-crawler#193 #320',
      'jshttp/type-is#30',
      'apify/crawlee#2901',
      'validator/validator#180',
    ],
    situation: 'Missing; "text/html;;charset=UTF-8"; "Text/HTML"; charset=none; charset=ISO-88509-1; xhtml.',
    right: 'Pages, in UTF-8 as their meta says.',
    site: ({ url }) => {
      const typed = (path: string, type: string | null): CaseAnswer => ({
        type: null,
        headers: type === null ? {} : { 'Content-Type': type },
        body: page({
          url: url + path,
          name: 'Café',
          title: `Café ${path.slice(1)}: one page of the garden tools shop`,
          links: ['/'],
        }),
      });
      return site(url, ['/no', '/semi', '/caps', '/cnone', '/cwrong', '/xhtml'], {
        '/no': typed('/no', null),
        '/semi': typed('/semi', 'text/html;;charset=UTF-8'),
        '/caps': typed('/caps', 'Text/HTML;Charset=Utf-8'),
        '/cnone': typed('/cnone', 'text/html; charset=none'),
        '/cwrong': typed('/cwrong', 'text/html; charset=ISO-88509-1'),
        '/xhtml': typed('/xhtml', 'application/xhtml+xml'),
      });
    },
    checks: (r) =>
      ['/no', '/semi', '/caps', '/cnone', '/cwrong', '/xhtml'].map((path) => [
        `${path} is read, with its é`,
        /^Café/.test(r.row(path)?.title ?? ''),
        r.row(path) ?? 'no row',
      ]),
  },
  {
    id: 310,
    name: 'Body shorter, or longer, than Content-Length: the next requests do not suffer',
    severity: 'low',
    kind: 'HTTP/1',
    source: ['request/request#2380', 'undici UND_ERR_RES_CONTENT_LENGTH_MISMATCH'],
    situation:
      'A script computes its length before the last include (too large), or after it (too small), on a connection that is kept.',
    right:
      'The too short one may fail (Chromium shows nothing either), the too long one is cut, neither hurts other pages.',
    site: ({ url }) => {
      const short = sound(url, '/short', 'Short body');
      const long = sound(url, '/long', 'Long body');
      return site(url, ['/short', '/long', '/n1', '/n2', '/n3'], {
        '/short': rawHtml(
          `HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: ${Buffer.byteLength(short) + 500}\nConnection: close\n\n`,
          short,
        ),
        '/long': {
          keep: true,
          ...rawHtml(
            `HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: ${Buffer.byteLength(long)}\n\n`,
            `${long}<!-- generated in 0.3 s -->\n`,
          ),
        },
      });
    },
    checks: (r) => [read(r, '/long'), read(r, '/n1'), read(r, '/n2'), read(r, '/n3')],
  },
];

import { describe, expect, it } from 'vitest';
import { readHtml } from '../../../support/checks/readHtml.ts';

const inHead = (markup: string): string =>
  `<!doctype html><html lang=en><head>${markup}</head><body><p>x</body></html>`;
const inBody = (markup: string): string =>
  `<!doctype html><html><head><title>t</title></head><body>${markup}</body></html>`;

describe('the head', () => {
  it.each([
    ['plain', inHead('<title> A  &amp; B </title>'), ['A & B']],
    ['two', inHead('<title>a</title><title>b</title>'), ['a', 'b']],
    ['empty', inHead('<title> </title>'), ['']],
    ['none', inHead(''), []],
    ['no head tag', '<!doctype html><title>a</title><p>b', ['a']],
    ['tags in a title are text', inHead('<title>a <b>c</b></title>'), ['a <b>c</b>']],
    ['upper case', '<HTML><HEAD><TITLE>a</TITLE></HEAD>', ['a']],
    ['after </head>', '<head></head><title>a</title><body>', []],
    ['after <body>', '<head><body><title>a</title>', []],
    ['after an element that a head may not contain', '<head><div></div><title>a</title></head>', []],
    ['after an image in a noscript', '<head><noscript><img src=x></noscript><title>a</title></head>', []],
    [
      'after what a noscript may hold',
      '<head><noscript><link href=x></noscript><title>a</title></head>',
      ['a'],
    ],
    [
      'after a template, whatever it holds',
      '<head><template><div></div></template><title>a</title></head>',
      ['a'],
    ],
    ['after a script that writes tags', '<head><script>"<div>"</script><title>a</title></head>', ['a']],
    ['of an inline SVG', inBody('<svg><title>drawing</title></svg>'), ['t']],
    ['in a comment', inHead('<!-- <title>a</title> -->'), []],
    ['never closed', '<head><title>a', ['a']],
  ])('titles: %s', (_name, html, titles) => {
    expect(readHtml(html).titles).toEqual(titles);
  });

  it.each([
    ['any case', inHead('<META NAME=Description CONTENT=" a  b ">'), ['a b']],
    ['no content', inHead('<meta name=description>'), ['']],
    ['two', inHead('<meta name=description content=a><meta name=description content=b>'), ['a', 'b']],
    ['in the body', inBody('<meta name=description content=a>'), []],
    ['og only', inHead('<meta property="og:description" content=a>'), []],
  ])('descriptions: %s', (_name, html, descriptions) => {
    expect(readHtml(html).descriptions).toEqual(descriptions);
  });

  it.each([
    ['absolute', '<link rel=canonical href="https://example.org/a">', ['https://example.org/a']],
    ['relative', '<link rel=canonical href="../a">', ['https://example.org/a']],
    [
      'by the base',
      '<base href="https://other.org/x/"><link rel=canonical href=a>',
      ['https://other.org/x/a'],
    ],
    [
      'by a base that comes later',
      '<link rel=canonical href=a><base href="/y/">',
      ['https://example.org/y/a'],
    ],
    ['in a list of relations', '<link rel="alternate CANONICAL" href="/a#b">', ['https://example.org/a']],
    ['empty', '<link rel=canonical href=" ">', [null]],
    ['an invalid URL', '<link rel=canonical href="http://[">', [null]],
    ['another scheme', '<link rel=canonical href="mailto:a@b">', [null]],
    ['without href', '<link rel=canonical>', []],
    ['part of a word', '<link rel=canonicals href="/a">', []],
    ['after the head ended', '<p><link rel=canonical href="/a">', []],
  ])('canonicals: %s', (_name, markup, urls) => {
    expect(readHtml(inHead(markup)).canonicals.map(({ url }) => url)).toEqual(urls);
  });

  it('reads canonicals and robots of the headers', () => {
    const headers = {
      link: [
        '<https://cdn.org/x>; rel=preload; as=style, </h>; title="a, b; c"; rel="canonical"',
        '</x>; rel=next',
      ],
      'x-robots-tag': [
        'noindex, nofollow',
        'otherbot: none',
        'max-snippet: 20, unavailable_after: 2030-01-01',
      ],
    };
    const facts = readHtml(
      inHead('<base href="https://other.org/"><meta name=ROBOTS content="NoArchive,NONE">'),
      {
        headers,
      },
    );
    expect(facts.canonicals).toEqual([{ href: '/h', url: 'https://example.org/h', from: 'header' }]);
    expect(facts.robots).toEqual([
      { directive: 'noarchive', from: 'meta' },
      { directive: 'none', from: 'meta' },
      { directive: 'noindex', from: 'header' },
      { directive: 'nofollow', from: 'header' },
      { directive: 'max-snippet: 20', from: 'header' },
      { directive: 'unavailable_after: 2030-01-01', from: 'header' },
    ]);
  });

  it('ignores a meta tag for another robot', () => {
    expect(readHtml(inHead('<meta name=googlebot content=noindex>')).robots).toEqual([]);
  });

  it.each([
    ['<html lang="zh-TW">', 'zh-TW'],
    ['<html lang="">', ''],
    ['<html>', null],
    ['<p lang=en>', null],
  ])('lang of %s', (html, lang) => {
    expect(readHtml(html).lang).toBe(lang);
  });
});

describe('links', () => {
  it.each([
    ['text', '<a href=x> a <b>b</b>\n c</a>', 'a b c'],
    ['blocks separate words', '<a href=x><div>a</div><div>b</div></a>', 'a b'],
    ['inline elements do not', '<a href=x>a<b>b</b></a>', 'ab'],
    ['image', '<a href=x><img alt=" home " src=y></a>', 'home'],
    ['text before image', '<a href=x><img alt=home>Go</a>', 'Go'],
    ['label', '<a href=x aria-label="Close"><svg><title>cross</title></svg></a>', 'Close'],
    ['scripts are not text', '<a href=x><script>1</script>ok<style>a{}</style></a>', 'ok'],
    ['area', '<map><area href=x alt=North></map>', 'North'],
    ['nothing', '<a href=x></a>', ''],
    ['never closed', '<a href=x>rest', 'rest'],
  ])('text: %s', (_name, markup, text) => {
    expect(readHtml(inBody(markup)).links.map((link) => link.text)).toEqual([text]);
  });

  it.each([
    ['/a#b', 'https://example.org/a'],
    ['#b', 'https://example.org/dir/page'],
    ['?q=1', 'https://example.org/dir/page?q=1'],
    ['//cdn.org', 'https://cdn.org/'],
    ['HTTP://EXAMPLE.org:80/ä b', 'http://example.org/%C3%A4%20b'],
    ['', 'https://example.org/dir/page'],
    ['javascript:void(0)', null],
    ['mailto:a@example.org', null],
    ['http://', null],
  ])('address %j', (href, url) => {
    const [link] = readHtml(inBody(`<a href="${href}">x</a>`)).links;
    expect(link).toMatchObject({ href, url });
  });

  it('ends a link where the next begins, and keeps the order of links', () => {
    const { links } = readHtml(inBody('<a href=1>one<a href=2 rel="external NoFollow">two</a>three'));
    expect(links.map(({ href, text, nofollow }) => [href, text, nofollow])).toEqual([
      ['1', 'one', false],
      ['2', 'two', true],
    ]);
  });

  it('ignores links in elements that a browser does not show, and anchors without href', () => {
    const markup =
      '<a name=x>a</a><template><a href=1>a</a></template><noscript><a href=2>a</a></noscript><!--<a href=3>-->';
    expect(readHtml(inBody(markup)).links).toEqual([]);
  });

  it('gives the selector of a link, from the nearest id', () => {
    const { links } = readHtml(inBody('<ul id=menu><li><a href=1>a</a><li><a class=c href="2">b</a></ul>'));
    expect(links[1]).toMatchObject({
      selector: '#menu > li:nth-of-type(2) > a:nth-of-type(1)',
      snippet: '<a class="c" href="2">b</a>',
    });
  });

  it('keeps selectors and snippets short', () => {
    const { links } = readHtml(
      inBody(`${'<section>'.repeat(40)}<a href="${'x'.repeat(500)}">${'y'.repeat(500)}</a>`),
    );
    expect(links[0]?.selector.length).toBeLessThanOrEqual(120);
    expect(links[0]?.selector.endsWith('a:nth-of-type(1)')).toBe(true);
    expect(links[0]?.snippet.length).toBeLessThanOrEqual(160);
  });
});

describe('images and headings', () => {
  it('distinguishes a missing alt from an empty one', () => {
    const { images } = readHtml(
      inBody('<img src=a><img src=b alt><img src=" c " alt=" d  e "><noscript><img src=f></noscript>'),
    );
    expect(images.map(({ src, alt }) => [src, alt])).toEqual([
      ['a', null],
      ['b', ''],
      ['c', 'd e'],
    ]);
  });

  it('reads the text of every h1, or the alt of its image', () => {
    const { h1s } = readHtml(
      inBody('<h1> a <i>b</i></h1><h1></h1><h1><img alt=logo></h1><template><h1>no</h1></template>'),
    );
    expect(h1s.map(({ text }) => text)).toEqual(['a b', '', 'logo']);
  });
});

it('limits the stored length of every text', () => {
  const long = 'x'.repeat(200_000);
  const facts = readHtml(
    `<title>${long}</title><meta name=description content="${long}"><body><h1>${long}</h1>
    <h1><img alt="${long}"></h1><a href=a>${long}</a><a href=b aria-label="${long}"></a><a href=c><img alt="${long}"></a>`,
  );
  const texts = [
    ...facts.titles,
    ...facts.descriptions,
    ...facts.h1s.map(({ text }) => text),
    ...facts.links.map(({ text }) => text),
    ...facts.images.map(({ alt }) => alt ?? ''),
  ];
  expect(texts.map((text) => text.length)).toEqual(Array(9).fill(4_000));
  expect(readHtml(`<title>${'x'.repeat(3_999)}\u{1F600}</title>`).titles[0]?.isWellFormed()).toBe(true);
});

describe('the main text', () => {
  it.each([
    ['main', '<p>out</p><main>in <p>here</p></main><article>no</article>', 'in here'],
    ['article without main', '<p>out</p><article>in</article><p>out</p><article>too</article>', 'in too'],
    ['main after an article', '<article>no</article><main>in</main>', 'in'],
    ['body', '<header>no</header><nav>no</nav>a<footer>no</footer><aside>no</aside><p>b', 'a b'],
    ['an article in an aside does not count', '<p>a</p><aside><article>no</article></aside>', 'a'],
    [
      'what is not shown',
      '<main>a<script>x</script><style>y</style><template>z</template><noscript>n</noscript></main>',
      'a',
    ],
    ['entities and spaces', '<main>a&nbsp;&amp;\n b<br>c</main>', 'a & b c'],
    ['cells and items', '<main><table><tr><td>a<td>b</table><ul><li>c<li>d</ul></main>', 'a b c d'],
    ['nothing', '', ''],
  ])('%s', (_name, markup, text) => {
    expect(readHtml(inBody(markup)).mainText).toBe(text);
  });

  it('counts the words of the main text', () => {
    expect(readHtml(inBody('<nav>no no</nav><main>two words 茶園</main>')).words).toBeCloseTo(2 + 2 / 1.6, 9);
  });
});

describe('XHTML', () => {
  it('closes a self-closed element only when the page is served as XHTML', () => {
    const html = '<html><head><title/></head><body><a href="x"/>text</body></html>';
    expect(readHtml(html, { xhtml: true }).links[0]?.text).toBe('');
    expect(readHtml(inBody('<a href=x />text')).links[0]?.text).toBe('text');
  });
});

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
    ['after </head>', '<head></head><title>a</title><body>', ['a']],
    ['in the body', '<head><body><div hidden><title>a</title></div>', ['a']],
    ['after an element that a head may not contain', '<head><div></div><title>a</title></head>', ['a']],
    ['in a template', '<head><template><title>a</title></template></head>', []],
    ['in a shadow root', '<body><x-a><template shadowrootmode=open><title>a</title></template></x-a>', []],
    [
      'of an SVG, deep inside',
      inBody('<svg><g><title>drawing</title></g><symbol><title>b</title></symbol></svg>'),
      ['t'],
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
    [
      'after an image in a noscript, which is only text where scripts run',
      '<head><noscript><img src=x></noscript><meta name=description content=a></head>',
      ['a'],
    ],
    ['put back into the head', '<head></head><meta name=description content=a><body>', ['a']],
    ['after an element that ends the head', inHead('<div></div><meta name=description content=a>'), []],
    ['after text that ends the head', inHead('x<meta name=description content=a>'), []],
    ['after </br>, which is an element', inHead('</br><meta name=description content=a>'), []],
    ['after an end tag without a start tag', inHead('</div><meta name=description content=a>'), ['a']],
    [
      'after a template in the head',
      inHead('<template><p>x</template><meta name=description content=a>'),
      ['a'],
    ],
    ['in a noscript', inHead('<noscript><meta name=description content=a></noscript>'), []],
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
    ['for a language', '<link rel="alternate canonical" hreflang=fr href="/fr">', []],
    ['for a medium', '<link rel=canonical media=print href="/print">', []],
    ['with a type', '<link rel=canonical type="text/html" href="/a">', []],
    ['with a lang', '<link rel=canonical lang=fr href="/a">', []],
    ['a file', '<link rel=canonical href="file:///tmp/a.html">', [null]],
    ['part of a word', '<link rel=canonicals href="/a">', []],
    ['after the head ended', '<p><link rel=canonical href="/a">', []],
  ])('canonicals: %s', (_name, markup, urls) => {
    expect(readHtml(inHead(markup)).canonicals.map(({ url }) => url)).toEqual(urls);
  });

  it('reads canonicals and robots of the headers', () => {
    const headers = {
      link: [
        '<https://cdn.org/x>; rel=preload; as=style, </h>; title="a, b; c"; rel="canonical"',
        '</x>; rel=next, </fr>; rel=canonical; hreflang=fr',
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

  const directivesOf = (html: string, tags: string[] = []): string[] =>
    readHtml(html, { headers: { 'x-robots-tag': tags } }).robots.map(({ directive }) => directive);

  it.each([
    ['for all', inHead('<meta name=robots content=noindex>'), ['noindex']],
    ['for Googlebot', inHead('<meta name=GoogleBot content=noindex>'), ['noindex']],
    ['for another robot', inHead('<meta name=googlebot-news content=noindex>'), []],
    ['in the body', inBody('<p><meta name=robots content=noindex>'), ['noindex']],
    [
      'after what ends the head',
      inHead('<div></div><meta name=robots content="noindex,follow">'),
      ['noindex', 'follow'],
    ],
    ['in a template', inBody('<template><meta name=robots content=noindex></template>'), []],
    ['in a noscript', inHead('<noscript><meta name=robots content=noindex></noscript>'), []],
    [
      'separated by blanks',
      inHead('<meta name=" robots " content="noindex  nofollow">'),
      ['noindex', 'nofollow'],
    ],
    [
      'with a value',
      inHead('<meta name=robots content="max-snippet: 20 , noindex">'),
      ['max-snippet: 20', 'noindex'],
    ],
  ])('robots directives %s', (_name, html, directives) => {
    expect(directivesOf(html)).toEqual(directives);
  });

  it.each([
    [['googlebot: noindex, nofollow'], ['noindex', 'nofollow']],
    [['otherbot: noindex, googlebot: nofollow'], ['nofollow']],
    [['googlebot-news: noindex'], []],
    [['otherbot: nofollow', 'noindex'], ['noindex']],
    [
      ['noindex, unavailable_after: 25 Jun 2010 15:00:00 PST'],
      ['noindex', 'unavailable_after: 25 jun 2010 15:00:00 pst'],
    ],
    [['unavailable_after: Fri, 25-Jun-2100 15:00:00 GMT'], ['unavailable_after: fri']],
  ])('robots directives of the headers %j', (tags, directives) => {
    expect(directivesOf('', tags)).toEqual(expect.arrayContaining(directives));
    expect(directivesOf('', tags).includes('noindex')).toBe(directives.includes('noindex'));
  });

  it.each([
    ["0; URL='en/index.html'", { seconds: 0, url: 'https://example.org/dir/en/index.html' }],
    ['5;url=/a', { seconds: 5, url: 'https://example.org/a' }],
    ['0,/a', { seconds: 0, url: 'https://example.org/a' }],
    ['30', undefined],
    ['soon; url=/a', undefined],
  ])('the refresh %j', (content, refresh) => {
    expect(readHtml(inHead(`<meta http-equiv=REFRESH content="${content}">`)).refresh).toEqual(refresh);
  });

  it.each([
    ['<html lang="zh-TW">', 'zh-TW'],
    ['<html><html lang="en">', 'en'],
    ['<html lang="">', ''],
    ['<html>', null],
    ['<html xml:lang=en>', null],
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
    ['image and text', '<a href=x><img alt=home>Go</a>', 'home Go'],
    ['label', '<a href=x aria-label="Close"><svg><title>cross</title></svg></a>', 'Close'],
    ['scripts are not text', '<a href=x><script>1</script>ok<style>a{}</style></a>', 'ok'],
    ['an icon deep inside', '<a href=x><svg><defs><g><title>Coin</title></g></defs></svg>here</a>', 'here'],
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
    ['/cdn-cgi/l/email-protection#a1b2', null],
    ['/cdn-cgi/l/email-protection', null],
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

  it('reads links in elements that are hidden, and in shadow roots', () => {
    const markup =
      '<div hidden><a href=1>a</a></div><dialog><a href=2>a</a></dialog><x-a><template shadowrootmode=open><a href=3>a</a></template><a href=4>a</a></x-a>';
    expect(readHtml(inBody(markup)).links.map(({ href }) => href)).toEqual(['1', '2', '3', '4']);
  });

  it.each([
    ['aria-label', '<a href=x aria-label="All  teas">here</a>', 'All teas'],
    [
      'aria-labelledby',
      '<a href=x aria-labelledby="b a" aria-label=no>here</a><p id=a>teas</p><p id=b>All</p>',
      'All teas',
    ],
    ['none', '<a href=x>here</a>', undefined],
  ])('the label by %s', (_name, markup, label) => {
    const [link] = readHtml(inBody(markup)).links;
    expect(link).toMatchObject({ text: 'here' });
    expect(link?.label).toBe(label);
  });

  it.each([
    ['<a href=x><code>continue</code></a>', true],
    ['<pre>a <a href=x>more</a></pre>', true],
    ['<a href=x>more <code>continue</code></a>', undefined],
    ['<code></code><a href=x>here</a>', undefined],
  ])('code in %s', (markup, isCode) => {
    expect(readHtml(inBody(markup)).links[0]?.isCode).toBe(isCode);
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

  it('names an image that a script loads later by the address that the script uses', () => {
    const { images } = readHtml(
      inBody(
        '<img src="data:image/gif;base64,x" data-src="/1.jpg"><img data-srcset="/2.jpg 2x"><img src=3 srcset="4 2x"><img>',
      ),
    );
    expect(images.map(({ src }) => src)).toEqual(['/1.jpg', '/2.jpg', '3', '']);
  });

  it('asks no alt of decoration, and knows which images matter', () => {
    const { images } = readHtml(
      inBody(
        '<nav><img src=a><a href=x><img src=b></a><a href=x>text<img src=c></a></nav><main><img src=d></main><img src=e role=presentation><img src=f aria-hidden=true><img src=g aria-label=g>',
      ),
    );
    expect(images.map(({ src, alt, matters }) => [src, alt, matters])).toEqual([
      ['a', null, false],
      ['b', null, true],
      ['c', null, false],
      ['d', null, true],
      ['e', '', false],
      ['f', '', false],
      ['g', '', false],
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
    ['the first of several mains', '<main>a</main><div role=main>b</div>', 'a'],
    ['the role', '<p>out</p><div role=main>in</div>', 'in'],
    ['nav in main', '<main>a<nav>b</nav></main>', 'a b'],
    [
      'one article with most words',
      '<p>out</p><article>in it is<article>all</article></article>',
      'in it is all',
    ],
    [
      'one article with few words',
      '<p>more words out here</p><article>in</article>',
      'more words out here in',
    ],
    ['teasers', '<p>out</p><article>in</article><p>out</p><article>too</article>', 'out in out too'],
    ['hidden', '<main>a<p hidden>b</p><dialog>c</dialog><dialog open>d</dialog></main>', 'a d'],
    [
      'fallback',
      '<main>a<video>b</video><audio>b</audio><object>b</object><iframe>b</iframe><canvas>b</canvas>c</main>',
      'a c',
    ],
    ['choices of a form', '<main>a<select><option>b<option>c</select>d</main>', 'a d'],
    ['a picture', '<main>a<svg><text>b</text></svg>c</main>', 'a c'],
    ['misplaced text of a table', '<main><table>a<tr><td>b</table></main>', 'a b'],
    [
      'a shadow root, slots in place',
      '<main><x-a><template shadowrootmode=open><h2><slot name=t>none</slot></h2>in <slot></slot></template>light<b slot=t>title</b><i slot=u>unused</i></x-a></main>',
      'title in light',
    ],
    [
      'a shadow root in a slot of another',
      '<main><x-a><template shadowrootmode=open><x-b><template shadowrootmode=closed>1 <slot></slot></template><slot></slot></x-b></template>2</x-a></main>',
      '1 2',
    ],
    [
      'a template that is no shadow root',
      '<main><x-a><template shadowrootmode=no>a</template>b</x-a></main>',
      'b',
    ],
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

  it('reads xml:lang, CDATA and empty scripts', () => {
    const html =
      '<?xml version="1.0"?><html xml:lang="de" lang="en"><head><script src="a"/><title><![CDATA[A & B]]></title></head><body><main><![CDATA[one <b>]]> two</main></body></html>';
    expect(readHtml(html, { xhtml: true })).toMatchObject({ lang: 'de', mainText: 'one <b> two' });
  });
});

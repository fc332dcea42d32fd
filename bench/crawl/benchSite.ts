// A generated site of N pages from a fixed seed. It runs in a separate process, so that serving it slows neither side.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seededRandom } from '../../tests/support/random/seededRandom.ts';

const pages = Number(process.argv[2]);
const LINKS = 40;

const english =
  'tea leaf mountain garden season harvest water kettle cup aroma roast store travel guide farm'.split(' ');
const chinese = '高山烏龍茶葉採收烘焙香氣水溫茶壺茶杯產地海拔季節風味'.split('');

/**
 * A page of about 30 KB, like the median page of the web (pages of Debian's manuals have 14 to 390 KB): a head
 * with metadata and a block of JSON, a menu, an article with many paragraphs, pictures and a footer.
 */
function render(pageNumber: number): Buffer {
  const next = seededRandom(pageNumber + 1);
  const pick = <T>(from: T[]): T => from[Math.floor(next() * from.length)]!;
  const isChinese = pageNumber % 2 === 1;
  const sentence = () =>
    isChinese
      ? `${Array.from({ length: 24 }, () => pick(chinese)).join('')}。`
      : `${Array.from({ length: 14 }, () => pick(english)).join(' ')}. `;
  const link = (index: number) => {
    const to = index < 4 ? (pageNumber * 4 + index + 1) % pages : Math.floor(next() * pages);
    const text = isChinese ? `閱讀第${to}頁的內容` : `Read page ${to} of the guide`;
    return `<li class="menu__item menu__item--level-${index % 3}"><a class="menu__link" href="/page/${to}">${text}</a></li>`;
  };
  const title = isChinese
    ? `第${pageNumber}頁高山茶的完整沖泡指南`
    : `Page ${pageNumber} of the complete mountain tea guide`;
  const paragraph = (index: number) =>
    `<section class="article__part" id="part-${index}"><h2>${sentence()}</h2>` +
    `<p class="text text--lead">${sentence()}<strong>${sentence()}</strong>${sentence()}<em>${sentence()}</em></p>` +
    `<p class="text">${Array.from({ length: 4 }, sentence).join('')}</p>` +
    `<figure class="figure"><img src="/images/${pageNumber}-${index}.webp" width="640" height="480" loading="lazy" alt="${sentence()}">` +
    `<figcaption>${sentence()}</figcaption></figure></section>`;
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Article',
    headline: title,
    parts: Array.from({ length: 20 }, sentence),
  };
  return Buffer.from(
    `<!doctype html><html lang="${isChinese ? 'zh-TW' : 'en'}"><head><meta charset="utf-8"><title>${title}</title>` +
      '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/a.css">' +
      `<meta name="description" content="${title}. ${pageNumber}"><link rel="canonical" href="/page/${pageNumber}">` +
      `<script type="application/ld+json">${JSON.stringify(data)}</script></head><body>` +
      `<header class="site-header"><nav class="menu"><ul>${Array.from({ length: LINKS }, (_, index) => link(index)).join('')}</ul></nav></header>` +
      `<main><article class="article"><h1>${title}</h1>${Array.from({ length: 14 }, (_, index) => paragraph(index)).join('')}</article></main>` +
      `<footer class="site-footer"><p>${sentence()}</p></footer></body></html>`,
  );
}

const rendered = Array.from({ length: pages }, (_, pageNumber) => render(pageNumber));
const server = createServer((request, response) => {
  const match = /^\/page\/(\d+)$/.exec(request.url ?? '');
  const body = request.url === '/' ? rendered[0] : rendered[Number(match?.[1] ?? -1)];
  if (body) response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body);
  else response.writeHead(404).end();
});
server.listen(0, '127.0.0.1', () =>
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
process.on('disconnect', () => process.exit(0));

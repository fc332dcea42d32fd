// A site of N pages from a fixed seed, in a process of its own, so that serving it costs neither side.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seededRandom } from '../../tests/support/seededRandom.ts';

const pages = Number(process.argv[2]);
const LINKS = 40;

const english =
  'tea leaf mountain garden season harvest water kettle cup aroma roast store travel guide farm'.split(' ');
const chinese = '高山烏龍茶葉採收烘焙香氣水溫茶壺茶杯產地海拔季節風味'.split('');

function render(n: number): Buffer {
  const next = seededRandom(n + 1);
  const pick = <T>(from: T[]): T => from[Math.floor(next() * from.length)]!;
  const isChinese = n % 2 === 1;
  const words = isChinese
    ? Array.from({ length: 600 }, () => pick(chinese)).join('')
    : Array.from({ length: 320 }, () => pick(english)).join(' ');
  const links = Array.from({ length: LINKS }, (_, index) => {
    const to = index < 4 ? (n * 4 + index + 1) % pages : Math.floor(next() * pages);
    return `<li><a href="/page/${to}">${isChinese ? '閱讀第' : 'Read page '}${to}${isChinese ? '頁的內容' : ' of the guide'}</a></li>`;
  }).join('');
  const title = isChinese ? `第${n}頁高山茶的完整沖泡指南` : `Page ${n} of the complete mountain tea guide`;
  return Buffer.from(
    `<!doctype html><html lang="${isChinese ? 'zh-TW' : 'en'}"><head><meta charset="utf-8"><title>${title}</title>` +
      `<meta name="description" content="${title}. ${n}"><link rel="canonical" href="/page/${n}"></head><body>` +
      `<nav><ul>${links}</ul></nav><main><h1>${title}</h1><p>${words}</p><img src="/a.png" alt="tea"></main></body></html>`,
  );
}

const rendered = Array.from({ length: pages }, (_, n) => render(n));
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

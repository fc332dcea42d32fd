import { HEAD, type HostileSite, listOf, send, startPage, type Visit } from './hostileSite.ts';

const MB = 1024 * 1024;

/** Parts until the page has almost 10 MB, the most that is read. */
function fill(visit: Visit, part: (n: number) => string): string {
  const parts: string[] = [];
  let length = 0;
  for (let n = 0; length < visit.many(10 * MB) - 4096; n++) {
    const next = part(n);
    parts.push(next);
    length += next.length;
  }
  return parts.join('');
}

const filled = (head: string, part: (n: number) => string, end = ''): HostileSite =>
  startPage((visit) => send(visit, HEAD + head + fill(visit, part) + end));

/** A start page with links to 24 pages that are all the same. */
const twentyFour =
  (heavy: (visit: Visit) => string): HostileSite =>
  (visit) => {
    if (visit.path === '/')
      return send(visit, HEAD + listOf(24, (n) => `<a href=/h${n}>Heavy page ${n}</a>`));
    return visit.path.startsWith('/h') && send(visit, heavy(visit));
  };

/** Pages that are hard to read, to judge or to store. */
export const hostilePages: Record<string, HostileSite> = {
  attributes: twentyFour((visit) => `${HEAD}<p ${fill(visit, (n) => `a${n.toString(36)} `)}>`),
  distinctTags: filled('', (n) => `<x${n.toString(36)}/>`),
  ids: filled('', (n) => `<p id=i${n.toString(36)}>`),
  nesting: filled('', () => '<b>'),
  nestedDivs: filled('', () => '<div>'),
  tables: filled('', () => '<table><tr><td>'),
  fonts: filled('', (n) => `<font color=${n}>`),
  templates: filled('', () => '<template><p>'),
  longTitle: startPage((visit) =>
    send(visit, `<html lang=en><head><title>${'標題'.repeat(visit.many(1.6e6))}</title></head><body>x`),
  ),
  longWords: startPage((visit) => send(visit, HEAD + 'verylongword'.repeat(visit.many(700_000)))),
  millionLinks: startPage((visit) =>
    send(visit, HEAD + listOf(visit.many(600_000), (n) => `<a href=/${n}>`)),
  ),
  millionImages: startPage((visit) =>
    send(visit, HEAD + listOf(visit.many(600_000), (n) => `<img src=${n}>`)),
  ),
  linkTexts: startPage((visit) => {
    const text = `a${'!'.repeat(3_988)}a`;
    return send(visit, HEAD + listOf(visit.many(2_000), (n) => `<a href="/p${n}">${text}</a>`));
  }),
  longBase(visit) {
    const page = /^\/(?:p(\d+))?$/.exec(visit.path);
    if (!page) return false;
    const n = Number(page[1] ?? 0);
    const next = listOf(20, (i) => `<a href="${visit.origin}/p${n * 20 + i + 1}">Page number ${i}</a>`);
    const links = listOf(visit.many(10_000), (i) => `<a href=${n.toString(36)}${i.toString(36)}>here</a>`);
    return send(visit, `${HEAD}<base href="${visit.origin}/${'d'.repeat(2_000)}/">${next}${links}`);
  },
  brokenLinks(visit) {
    const count = visit.many(200);
    if (visit.path !== '/' && !/\/o\d+$/.test(visit.path)) return false;
    const base = `<base href="${visit.origin}/${'d'.repeat(1_900)}/">`;
    const pages = listOf(count, (n) => `<a href=o${n}>Page ${n}</a>`);
    return send(visit, HEAD + base + pages + listOf(count, (n) => `<a href=b${n}>${'字'.repeat(1_000)}</a>`));
  },
  controls: startPage((visit) =>
    send(
      visit,
      '<html lang="e\0n"><head><title>A\0B\x01\x02\x1b[31mred\u202egnp.exe</title></head><body><a href="/\0x\x01">t\0\u202e</a><a href="/x">=cmd|\' /C calc\'!A0</a><img src="javascript:alert(1)"><h1>\u2066\u202e</h1>',
    ),
  ),
  formulas: startPage((visit) =>
    send(
      visit,
      '<html lang="zh_TW"><head><title>=cmd|\' /C calc\'!A0 <script>alert(1)</script></title></head><body><a href="javascript:alert(1)">here</a><a href="/x?a=1&quot;onclick=alert(1)">here</a><img src="=HYPERLINK(\'x\')">',
    ),
  ),
  badEncoding: startPage((visit) =>
    send(visit, Buffer.from([0x81, 0x30, 0x81, 0xff, 0x1b, 0x24, 0x42]), 'text/html; charset=gb18030'),
  ),
  calendar(visit) {
    const day = Number(visit.query.get('d') ?? 0);
    if (visit.path !== '/') return false;
    return send(
      visit,
      `${HEAD}<a href="/?d=${day + 1}">Next day of all</a><a href="/?d=${day - 1}">Day before</a>`,
    );
  },
  otherEachTime(visit) {
    if (visit.path.startsWith('/robots') || visit.path.startsWith('/sitemap')) return false;
    const links = listOf(50, () => `<a href="/${Math.random()}">A page to be read</a>`);
    return send(
      visit,
      `<html><head><title>${Math.random()}</title><link rel=canonical href="/${Math.random()}"></head><body>${links}`,
    );
  },
};

import { encodeText } from './encode.ts';
import type { Page } from './model.ts';
import { encodedPath, escapeHtml, isEnglish } from './model.ts';

interface Frame {
  brand: string;
  home: string;
  nav: [string, string][];
  footerNote: string;
  footer: [string, string][];
}

const FRAMES: Record<'en' | 'zh', Frame> = {
  en: {
    brand: 'Alishan Tea House',
    home: '/en/',
    nav: [
      ['/en/', 'Home'],
      ['/en/products/', 'Teas and teaware'],
      ['/en/blog/', 'Journal'],
      ['/en/guides/', 'Tea guides'],
      ['/en/help/', 'Help'],
      ['/', '繁體中文'],
    ],
    footerNote: 'Alishan Tea House, Shizhuo, Zhuqi Township, Chiayi County, Taiwan.',
    footer: [
      ['/en/about', 'About us'],
      ['/en/contact', 'Contact the shop'],
      ['/en/wholesale', 'Wholesale'],
      ['/en/gift-card', 'Gift cards'],
      ['/en/cart', 'Your basket'],
    ],
  },
  zh: {
    brand: '阿里山茶舖',
    home: '/',
    nav: [
      ['/', '首頁'],
      ['/zh/products/', '茶葉與茶器'],
      ['/zh/blog/', '茶舖手記'],
      ['/zh/guides/', '泡茶指南'],
      ['/zh/help/', '常見問題'],
      ['/en/', 'English'],
    ],
    footerNote: '阿里山茶舖，嘉義縣竹崎鄉石棹。',
    footer: [
      ['/zh/about', '關於茶舖'],
      ['/zh/contact', '聯絡我們'],
      ['/zh/wholesale', '批發合作'],
      ['/zh/gift-card', '禮物卡'],
      ['/zh/stores/hong-kong', '香港門市'],
      ['/zh/members', '會員專區'],
      ['/zh/cart', '購物車'],
    ],
  },
};

function links(list: [string, string][]): string {
  return list.map(([href, text]) => `<li><a href="${href}">${text}</a></li>`).join('\n');
}

/** The list an index page ends with; the Chinese journal links by unencoded paths, all others encoded. */
function listing(index: Page, all: Page[]): string[] {
  const path = index.path.split('?')[0];
  const items = all.filter((page) => page.listedIn === path);
  if (items.length === 0) return [];
  const lines = items.map((page) => {
    const href = index.path === '/zh/blog/' ? page.path : encodedPath(page.path);
    const text = escapeHtml(page.label ?? page.h1 ?? page.path);
    return `<li><a href="${href}">${text}</a></li>`;
  });
  return [`<ul>\n${lines.join('\n')}\n</ul>`];
}

function block(text: string): string {
  return text.startsWith('<') ? text : `<p>${text}</p>`;
}

function head(page: Page, origin: string): string[] {
  const self = origin + encodedPath(page.path);
  const lines: string[] = [];
  if (page.encoding === undefined) lines.push('<meta charset="utf-8">');
  if (page.encoding === 'gb18030-meta') lines.push('<meta charset="gb18030">');
  lines.push('<meta name="viewport" content="width=device-width, initial-scale=1">');
  if (page.title !== null) lines.push(`<title>${escapeHtml(page.title)}</title>`);
  if (page.description !== null) {
    lines.push(`<meta name="description" content="${escapeHtml(page.description)}">`);
  }
  if (page.robots !== undefined) lines.push(`<meta name="robots" content="${page.robots}">`);
  for (const path of page.canonicals ?? [page.path]) {
    lines.push(`<link rel="canonical" href="${origin + encodedPath(path)}">`);
  }
  lines.push('<link rel="stylesheet" href="/assets/site.css">');
  if (page.canonicalAfterDiv) {
    lines.push('<div class="notice"></div>', `<link rel="canonical" href="${self}">`);
  }
  return lines;
}

function html(page: Page, all: Page[], origin: string): string {
  const frame = isEnglish(page) ? FRAMES.en : FRAMES.zh;
  const h1 = page.h1 === null ? [] : [`<h1>${escapeHtml(page.h1)}</h1>`];
  const inHeader = page.h1Place === 'header';
  const container = page.container ?? 'main';
  const lang = page.lang === null ? '' : ` lang="${page.lang}"`;
  const lines = [
    '<!doctype html>',
    `<html${lang}>`,
    '<head>',
    ...head(page, origin),
    '</head>',
    '<body>',
    ...(page.bodyStart === undefined ? [] : [page.bodyStart]),
    '<header>',
    `<a href="${frame.home}"><img src="/images/logo.svg" alt="${frame.brand}" width="48" height="48"></a>`,
    ...(inHeader ? h1 : []),
    '</header>',
    '<nav>',
    `<ul>\n${links(frame.nav)}\n</ul>`,
    '</nav>',
    `<${container}>`,
    ...(inHeader ? [] : h1),
    ...page.main.map(block),
    ...listing(page, all),
    `</${container}>`,
    ...(page.aside === undefined ? [] : [`<aside>\n${page.aside}\n</aside>`]),
    '<footer>',
    `<p>${frame.footerNote}</p>`,
    `<ul>\n${links(frame.footer)}\n</ul>`,
    ...(page.footer === undefined ? [] : [page.footer]),
    '</footer>',
    '</body>',
    '</html>',
    '',
  ];
  return lines.join('\n');
}

export interface Rendered {
  contentType: string;
  body: Uint8Array;
}

export function renderPage(page: Page, all: Page[], origin: string): Rendered {
  const text = html(page, all, origin);
  switch (page.encoding) {
    case 'big5-header':
      return { contentType: 'text/html; charset=big5', body: encodeText(text, 'big5') };
    case 'gb18030-meta':
      return { contentType: 'text/html', body: encodeText(text, 'gb18030') };
    case 'utf-8-bom':
      return { contentType: 'text/html', body: new TextEncoder().encode(`\uFEFF${text}`) };
    default:
      return { contentType: 'text/html; charset=utf-8', body: new TextEncoder().encode(text) };
  }
}

import type { CaseAnswer, Routes } from './crawlCase.ts';

// Each page is sound unless a case makes it otherwise, so that every finding that a case did not plant is a surprise.
const nouns =
  'spade rake bucket trowel hose fence bench lantern kettle basket ladder wheel barrow glove seed bulb pot tray rope twine gate hinge hammer saw plank nail brush paint oil rag stool shelf crate barrel funnel sieve'.split(
    ' ',
  );
const verbs =
  'holds carries cleans mends covers lifts turns cuts joins waters stores guards marks sorts fills drains'.split(
    ' ',
  );
const qualities =
  'small wide old sturdy quiet green heavy plain bright narrow handy spare round flat cheap tall'.split(' ');

/** The same numbers for the same seed. */
function numbers(seed: string): (below: number) => number {
  let state = 2166136261;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

export function prose(seed: string, words = 260): string {
  const next = numbers(seed);
  const pick = (list: string[]): string => list[next(list.length)] ?? '';
  const out: string[] = [];
  while (out.length < words)
    out.push('The', pick(qualities), pick(nouns), pick(verbs), 'the', pick(qualities), `${pick(nouns)}.`);
  return out.slice(0, words).join(' ');
}

const han =
  '園藝工具可以幫助我們整理花圃與菜園每天澆水除草並且收集落葉做成肥料春天播種夏天遮陰秋天收成冬天修剪'.split(
    '',
  );

export function hanText(seed: string, characters = 420): string {
  const next = numbers(seed);
  let out = '';
  while (out.length < characters)
    out += `${Array.from({ length: 14 }, () => han[next(han.length)]).join('')}，`;
  return out.slice(0, characters);
}

interface CasePage {
  url?: string;
  name?: string;
  lang?: string;
  head?: string;
  body?: string;
  links?: (string | [href: string, text: string])[];
  words?: number;
  /** False leaves it out. */
  canonical?: string | false;
  title?: string;
  description?: string;
  h1?: string;
  htmlAttributes?: string;
}

export function page({
  url,
  name = 'Home',
  lang = 'en',
  head = '',
  body = '',
  links = [],
  words = 260,
  canonical,
  title,
  description,
  h1,
  htmlAttributes,
}: CasePage): string {
  const list = links
    .map((link) => {
      const [href, text] =
        typeof link === 'string'
          ? [link, `Go to the part ${link.replace(/[^\w/.-]+/g, ' ').slice(0, 60)}`]
          : link;
      return `<li><a href="${href}">${text}</a>`;
    })
    .join('\n');
  return `<!doctype html>
<html ${htmlAttributes ?? `lang="${lang}"`}>
<head>
<meta charset="utf-8">
<title>${title ?? `${name}: one page of the garden tools shop`}</title>
<meta name="description" content="${description ?? `About ${name}: what this part of the garden tools shop offers, and how to choose well.`}">
${canonical === false ? '' : `<link rel="canonical" href="${canonical ?? url ?? ''}">`}
${head}
</head>
<body>
<nav><ul>
${list}
</ul></nav>
<main>
<h1>${h1 ?? `${name} in the garden tools shop`}</h1>
<p>${prose(`${name} ${url}`, words)}</p>
${body}
</main>
</body>
</html>
`;
}

export const robots = (body: string | Buffer): CaseAnswer => ({ type: 'text/plain', body });
export const allowed = robots('User-agent: *\nDisallow:\n');
export const xml = (body: string | Buffer, headers: Record<string, string> = {}): CaseAnswer => ({
  type: 'application/xml',
  body,
  headers,
});
export const redirect = (to: string, status = 301): CaseAnswer => ({
  status,
  headers: [['Location', to]],
  body: '',
});
export const urlset = (locs: string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${locs
    .map((loc) => `<url><loc>${loc}</loc></url>`)
    .join('\n')}\n</urlset>\n`;

/** A page without faults. */
export const sound = (url: string, path: string, name: string, links = ['/']): string =>
  page({ url: url + path, name, links });

export const rawHtml = (head: string, html: string): CaseAnswer => ({
  raw: Buffer.concat([Buffer.from(head.replace(/\n/g, '\r\n'), 'latin1'), Buffer.from(html)]),
});

type RouteTable = Exclude<Routes, (...args: never[]) => unknown>;

/** Sound pages by path, all linked from `/`, each with a canonical to itself. `more` replaces single ones. */
export function site(base: string, paths: string[], more: RouteTable = {}): RouteTable {
  const routes: RouteTable = { '/robots.txt': allowed };
  routes['/'] = page({ url: `${base}/`, name: 'Home', links: paths });
  for (const path of paths)
    routes[path] = page({ url: base + path, name: `Part ${path.replace(/\W+/g, ' ').trim()}`, links: ['/'] });
  return { ...routes, ...more };
}

import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { outcomes, page } from '../../support/crawl/crawledPages.ts';
import { crawlOf } from '../../support/crawl/crawlOf.ts';
import { encodeText } from '../../support/sampleSite/encode.ts';
import {
  type Answer,
  type Answers,
  redirectTo,
  startAnsweringSite,
} from '../../support/sites/answeringSite.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Where a sitemap is looked for when robots.txt names none. */
const guesses = ['/sitemap.xml', '/sitemap_index.xml', '/wp-sitemap.xml'];

async function site(answers: Answers) {
  const started = await startAnsweringSite(answers);
  closing.push(started.close);
  return started;
}

describe('a whole site', () => {
  it('reads every linked page once, and nothing else', async () => {
    const { origin, paths } = await site({
      '/': page('/a', '/a#part', 'b', 'https://elsewhere.example/', 'mailto:a@b.c', '/file.pdf', '/gone'),
      '/a': page('/', '/b', '/c'),
      '/b': page(),
      '/c': page('/a'),
      '/file.pdf': (_request, response) =>
        response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF'),
    });
    const result = await crawlOf({ url: `${origin}/` });
    expect(result.error).toBeNull();
    expect(outcomes(result)).toEqual({
      '/': 'read',
      '/a': 'read',
      '/b': 'read',
      '/c': 'read',
      '/file.pdf': 'other',
      '/gone': 'failed',
    });
    expect(paths().slice(0, 3)).toEqual(['/robots.txt', '/', '/sitemap.xml']);
    expect(paths().filter((path) => path === '/a')).toHaveLength(1);
    expect(result.sent).toBe(paths().length);
    expect(
      Object.fromEntries(
        [...result.frontier.rows.values()].map(({ url, depth }) => [new URL(url).pathname, depth]),
      ),
    ).toMatchObject({
      '/': 0,
      '/a': 1,
      '/c': 2,
    });
    expect(result.frontier.record(`${origin}/a`)).toMatchObject({
      indexable: true,
      textHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('reads a URL once, whatever its spelling, and requests it as first written', async () => {
    const { origin, paths } = await site({
      '/': page(
        '/%e8%8a%b1/',
        '/%E8%8A%B1/',
        '/花/',
        '/s?PHPSESSID=a1',
        '/s?PHPSESSID=b2',
        '/s',
        '/q?',
        '/q',
      ),
      '/%e8%8a%b1/': page('/;jsessionid=1'),
      '/s?PHPSESSID=a1': page(),
      '/q?': page(),
    });
    const result = await crawlOf({ url: `${origin}/` });
    expect(outcomes(result)).toEqual({ '/': 'read', '/%E8%8A%B1/': 'read', '/s': 'read', '/q': 'read' });
    expect(paths()).toEqual(['/robots.txt', '/', ...guesses, '/%e8%8a%b1/', '/s?PHPSESSID=a1', '/q?']);
  });

  it('obeys the beginning of a robots.txt that is too long', async () => {
    const rules = `User-agent: *\nDisallow: /a\n${'# a comment of the generator\n'.repeat(20_000)}Disallow: /b\n`;
    const { origin } = await site({
      '/robots.txt': (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/plain', 'content-encoding': 'gzip' });
        response.end(gzipSync(rules));
      },
      '/': page('/a', '/b'),
      '/b': page(),
    });
    expect(outcomes(await crawlOf({ url: `${origin}/` }))).toEqual({
      '/': 'read',
      '/a': 'robots',
      '/b': 'read',
    });
  });

  it('reads by its own group of robots.txt, and judges by that for Googlebot', async () => {
    const { origin } = await site({
      '/robots.txt': (_request, response) =>
        response.end('User-agent: SEOLive\nDisallow: /b\n\nUser-agent: Googlebot\nDisallow: /a\n'),
      '/': page('/a', '/b'),
      '/a': page(),
    });
    const result = await crawlOf({ url: `${origin}/` });
    expect(outcomes(result)).toEqual({ '/': 'read', '/a': 'read', '/b': 'robots' });
    expect(result.frontier.record(`${origin}/a`)?.indexable).toBe(false);
    expect(result.frontier.record(`${origin}/`)?.indexable).toBe(true);
  });

  it('notes a broken sitemap, keeps what stands before the error, and names the limits it reached', async () => {
    const { origin } = await site({
      '/robots.txt': 'Sitemap: /map.xml\nSitemap: /app\nSitemap: /list.txt',
      '/': page(),
      '/map.xml': '<urlset><url><loc>/before</loc></url><url><<loc>/after</loc></url></urlset>',
      '/app': page(),
      '/list.txt': (_request, response) => response.end(`${origin}/listed\n${origin}/${'x'.repeat(9_000)}\n`),
      '/before': page(),
      '/listed': page(),
    });
    const result = await crawlOf({ url: `${origin}/` });
    expect(outcomes(result)).toEqual({ '/': 'read', '/before': 'read', '/listed': 'read' });
    expect(result.frontier.sitemapNotes()).toMatchObject({
      problems: [
        { url: `${origin}/map.xml`, kind: 'not_xml', line: 1 },
        { url: `${origin}/app`, kind: 'html', line: 1 },
      ],
      reached: [{ limit: 'url_length', leftOut: 1 }],
    });
  });

  it('follows addresses in raw UTF-8 to robots.txt, a sitemap and a canonical in a header', async () => {
    const raw = (path: string): string => Buffer.from(path).toString('latin1');
    const { origin, paths } = await site({
      '/robots.txt': redirectTo(raw('/機器人')),
      '/%E6%A9%9F%E5%99%A8%E4%BA%BA': (_request, response) =>
        response.end('User-agent: *\nDisallow: /private\nSitemap: /圖.xml'),
      '/%E5%9C%96.xml': redirectTo(raw('/網.xml')),
      '/%E7%B6%B2.xml': (_request, response) => response.end('https://elsewhere.example/\n'),
      '/': (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html', link: raw('</花>; rel=canonical') });
        response.end(page('/private'));
      },
      '/%E8%8A%B1': page(),
    });
    const result = await crawlOf({ url: `${origin}/` });
    expect(outcomes(result)).toEqual({ '/': 'read', '/private': 'robots', '/%E8%8A%B1': 'read' });
    expect(paths()).toContain('/%E7%B6%B2.xml');
  });

  it('sends the queries of links in the encoding of their page', async () => {
    const { origin, paths } = await site({
      '/': (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html; charset=big5' });
        response.end(
          encodeText('<title>a</title><a href="/s?q=花園">b</a><link rel=canonical href="/?q=花">', 'big5'),
        );
      },
      '/s?q=%AA%E1%B6%E9': page(),
    });
    const result = await crawlOf({ url: `${origin}/` });
    expect(paths()).toContain('/s?q=%AA%E1%B6%E9');
    expect(result.frontier.outcome(`${origin}/s?q=%AA%E1%B6%E9`)).toBe('read');
  });

  it('takes a canonical in another spelling for the page itself', async () => {
    const { origin } = await site({
      '/': page('/%e8%8a%b1/'),
      '/%e8%8a%b1/': '<title>a</title><link rel=canonical href="/花/"><p>words',
    });
    const { frontier } = await crawlOf({ url: `${origin}/` });
    expect(frontier.record(`${origin}/%E8%8A%B1/`)).toMatchObject({ indexable: true });
    expect(frontier.rows.size).toBe(2);
  });

  it('follows a redirect that only adds a session, and does not follow one for ever', async () => {
    let session = 0;
    const { origin, paths } = await site({
      '/': page('/a', '/endless'),
      '/a': redirectTo('/a;jsessionid=1'),
      '/a;jsessionid=1': page('/b'),
      '*': (request, response) => {
        if (request.url?.startsWith('/endless')) {
          response.writeHead(302, { location: `/endless?PHPSESSID=${session++}` }).end();
        } else response.writeHead(200, { 'content-type': 'text/html' }).end(page());
      },
    });
    const result = await crawlOf({ url: `${origin}/` });
    expect(outcomes(result)).toEqual({ '/': 'read', '/a': 'read', '/b': 'read', '/endless': 'redirected' });
    expect(result.frontier.record(`${origin}/endless`)?.visit.redirectTo).toBe(`${origin}/endless`);
    expect(paths().filter((path) => path.startsWith('/endless'))).toHaveLength(12);
  });

  it('reports its progress', async () => {
    const { origin } = await site({
      '/': page(...Array.from({ length: 40 }, (_, n) => `/${n}`)),
      '*': page(),
      '/robots.txt': 404,
      '/sitemap.xml': 404,
    });
    const { progress, last } = await crawlOf({ url: `${origin}/` });
    const phases = [...new Set(progress.map(({ phase }) => phase))];
    expect(phases).toEqual(['discovering', 'crawling', 'verifying']);
    expect(last?.pages).toMatchObject({ discovered: 41, crawled: 41, queued: 0, in_flight: 0 });
    for (const { currentUrls, pages } of progress) {
      expect(currentUrls.length).toBeLessThanOrEqual(3);
      expect(pages.in_flight).toBeLessThanOrEqual(8);
      const { robots, filter, limit, other } = pages.skipped;
      const sum =
        pages.crawled +
        pages.queued +
        pages.in_flight +
        pages.failed +
        pages.refused +
        robots +
        filter +
        limit +
        other;
      expect(sum).toBe(pages.discovered);
    }
  });

  it('makes each hop of a redirect a URL of its own', async () => {
    const { origin } = await site({
      '/': page('/old', '/out', '/loop'),
      '/old': redirectTo('/older', 302),
      '/older': redirectTo('/new'),
      '/new': page(),
      '/out': redirectTo('https://elsewhere.example/'),
      '/loop': redirectTo('/loop2'),
      '/loop2': redirectTo('/loop'),
    });
    const result = await crawlOf({ url: `${origin}/` });
    expect(outcomes(result)).toEqual({
      '/': 'read',
      '/old': 'redirected',
      '/older': 'redirected',
      '/new': 'read',
      '/out': 'redirected',
      '/loop': 'redirected',
      '/loop2': 'redirected',
    });
    expect(result.frontier.record(`${origin}/old`)?.visit).toMatchObject({
      status: 302,
      redirectTo: `${origin}/older`,
      facts: null,
    });
    expect(result.frontier.rows.get(`${origin}/new`)).toMatchObject({ source: 'redirect', depth: 1 });
  });

  it('does not follow redirects for ever', async () => {
    const { origin, paths } = await site({
      '/': page('/1'),
      '*': (request, response) =>
        response.writeHead(302, { location: `/${Number(request.url?.slice(1)) + 1}` }).end(),
      '/robots.txt': 404,
      '/sitemap.xml': 404,
      '/sitemap_index.xml': 404,
      '/wp-sitemap.xml': 404,
    });
    const { error } = await crawlOf({ url: `${origin}/` });
    expect(error).toBeNull();
    expect(paths().length).toBeLessThan(30);
  });

  it('follows the redirect of the start page, also to another host', async () => {
    const target = await site({ '/': page('/a'), '/a': page() });
    const { origin } = await site({ '/': redirectTo(`${target.origin}/`) });
    const result = await crawlOf({ url: `${origin}/` });
    expect(result.error).toBeNull();
    expect(target.paths()).toEqual(['/robots.txt', '/', ...guesses, '/a']);
    expect(result.last?.pages.crawled).toBe(3);
  });

  it('follows robots.txt, patterns, depth and page limit, and counts the URLs it skipped', async () => {
    const { origin, paths } = await site({
      '/robots.txt': 'User-agent: *\nDisallow: /private\n',
      '/': page('/private/x', '/skip/x', '/a', '/b'),
      '/a': page('/deep'),
      '/b': page(),
      '/deep': page('/deeper'),
    });
    const result = await crawlOf({ url: `${origin}/`, options: { exclude: ['/skip/*'], max_depth: 2 } });
    expect(outcomes(result)).toEqual({
      '/': 'read',
      '/private/x': 'robots',
      '/skip/x': 'filter',
      '/a': 'read',
      '/b': 'read',
      '/deep': 'read',
      '/deeper': 'other',
    });
    expect(paths()).not.toContain('/private/x');
    const limited = await crawlOf({ url: `${origin}/`, options: { max_pages: 2, follow_robots: false } });
    expect(limited.last?.pages).toMatchObject({ crawled: 1, failed: 1, skipped: { limit: 3 } });
  });

  it('reads sitemaps, marks the pages in them, and finds pages without a link', async () => {
    const { origin } = await site({
      '/robots.txt': 'Sitemap: /map.xml',
      '/map.xml':
        '<urlset><url><loc>/</loc></url><url><loc>/orphan</loc></url><url><loc>/a</loc></url><url><loc>http://else.example/</loc></url></urlset>',
      '/': page('/a', '/b'),
      '/a': page(),
      '/b': page(),
      '/orphan': page(),
    });
    const { frontier } = await crawlOf({ url: `${origin}/` });
    const inSitemap = [...frontier.rows.values()].map(({ url, record, source }) => [
      new URL(url).pathname,
      record?.visit.inSitemap,
      source,
    ]);
    expect(inSitemap).toEqual([
      ['/', true, 'start'],
      ['/a', true, 'link'],
      ['/b', false, 'link'],
      ['/orphan', true, 'sitemap'],
    ]);
  });

  it('reads an internal canonical without a link', async () => {
    const { origin } = await site({ '/': '<head><link rel=canonical href="/c"></head>', '/c': page() });
    const { frontier } = await crawlOf({ url: `${origin}/` });
    expect(frontier.rows.get(`${origin}/c`)).toMatchObject({ source: 'canonical' });
    expect(frontier.record(`${origin}/`)?.indexable).toBe(false);
  });

  it('decodes a page by the encoding it declares', async () => {
    const html = '<html><head><title>高山茶園</title></head></html>';
    const as =
      (type: string, body: Uint8Array): Answer =>
      (_request, response) =>
        response.writeHead(200, { 'content-type': type }).end(body);
    const { origin } = await site({
      '/': page('/big5', '/gb', '/broken'),
      '/big5': as('text/html; charset=big5', encodeText(html, 'big5')),
      '/gb': as('text/html', encodeText(html.replace('<title>', '<meta charset=gb18030><title>'), 'gb18030')),
      '/broken': as(
        'text/html',
        Buffer.concat([Buffer.from('<title>a'), Buffer.from([0xff, 0xfe]), Buffer.from('b</title>')]),
      ),
    });
    const { frontier } = await crawlOf({ url: `${origin}/` });
    const title = (path: string) => frontier.record(origin + path)?.visit.facts?.titles[0];
    expect([title('/big5'), title('/gb'), title('/broken')]).toEqual([
      '高山茶園',
      '高山茶園',
      'a\uFFFD\uFFFDb',
    ]);
  });

  it('follows a Location of raw UTF-8', async () => {
    const { origin } = await site({
      '/': page('/old'),
      '/old': (_request, response) => {
        response.socket?.end(Buffer.from('HTTP/1.1 301 Moved\r\nLocation: /茶\r\nContent-Length: 0\r\n\r\n'));
      },
      '/%E8%8C%B6': page(),
    });
    const { frontier } = await crawlOf({ url: `${origin}/` });
    expect(frontier.outcome(`${origin}/%E8%8C%B6`)).toBe('read');
  });
});

describe('one page', () => {
  it('reads only the start page and the redirects that lead to it', async () => {
    const { origin, paths } = await site({ '/': redirectTo('/home'), '/home': page('/a', '/b') });
    const result = await crawlOf({ url: `${origin}/`, mode: 'page' });
    expect(outcomes(result)).toEqual({ '/': 'redirected', '/home': 'read' });
    expect(paths()).toEqual(['/robots.txt', '/', '/home']);
  });
});

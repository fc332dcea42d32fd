import type { ScanMode, ScanOptions } from '@seo-live/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { ScanFailure } from '../../../server/src/crawl/scanFailures.ts';
import { type CrawlOf, crawlOf } from '../../support/crawl/crawlOf.ts';
import {
  type Answers,
  redirectTo,
  startAnsweringSite,
  startTcpSite,
} from '../../support/sites/answeringSite.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const page = '<!doctype html><html lang=en><head><title>t</title></head><body>x</body></html>';
const quick = { firstByteMs: 100, totalMs: 300, connectMs: 300 };

async function codeOf(setup: CrawlOf): Promise<string> {
  const { error } = await crawlOf(setup);
  if (error === null) return 'none';
  expect(error).toBeInstanceOf(ScanFailure);
  const { code, message } = error as ScanFailure;
  expect(message).toMatch(/\.( \(.*\))?$/);
  return code;
}

const circle: Answers = { '/': redirectTo('/b'), '/b': redirectTo('/') };
const endless: Answers = {
  '*': (request, response) =>
    response.writeHead(302, { location: `/${Number(request.url?.slice(1)) + 1}` }).end(),
  '/robots.txt': 404,
};
const challenge: Answers = {
  '/': (_request, response) => response.writeHead(403, { 'cf-mitigated': 'challenge' }).end(),
};
const challenge202: Answers = {
  '/': (_request, response) => response.writeHead(202, { 'x-amzn-waf-action': 'challenge' }).end(),
};
const typed = (type: string): Answers => ({
  '/': (_request, response) => response.writeHead(200, { 'content-type': type }).end('%PDF'),
});
const large: Answers = {
  '/': (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(Buffer.alloc(3_000_000)),
};

describe.each<ScanMode>(['page', 'site'])('a start page that cannot be judged, mode %s', (mode) => {
  it.each<[string, Answers, string, Partial<ScanOptions>?]>([
    ['400s', { '/': 404 }, 'start_page_error'],
    ['401', { '/': 401 }, 'start_page_error'],
    ['500s', { '/': 500 }, 'start_page_error'],
    ['plain 503', { '/': 503 }, 'site_blocks_us'],
    ['430', { '/': 430 }, 'site_blocks_us'],
    ['a challenge with 202', challenge202, 'site_blocks_us'],
    ['403', { '/': 403 }, 'site_blocks_us'],
    ['429', { '/': 429 }, 'site_blocks_us'],
    ['a challenge', challenge, 'site_blocks_us'],
    ['not HTML', typed('application/pdf'), 'not_html'],
    ['no type and not HTML', typed(''), 'not_html'],
    ['204', { '/': (_request, response) => response.writeHead(204).end() }, 'start_page_error'],
    ['too large', large, 'page_too_large'],
    ['redirects in a loop', circle, 'redirect_loop'],
    ['redirects to itself', { '/': redirectTo('/#x') }, 'redirect_loop'],
    ['redirects without end', { ...endless, '/': redirectTo('/1') }, 'too_many_redirects'],
    ['redirects to a missing page', { '/': redirectTo('/x') }, 'start_page_error'],
    [
      'redirects to a metadata address',
      { '/': redirectTo('http://169.254.169.254/latest') },
      'address_refused',
    ],
    ['robots.txt answers 500', { '/robots.txt': 500, '/': page }, 'none'],
    ['robots.txt answers 429', { '/robots.txt': 429, '/': page }, 'site_blocks_us'],
    ['robots.txt forbids all', { '/robots.txt': 'User-agent: *\nDisallow: /', '/': page }, 'none'],
    [
      'robots.txt forbids only us',
      { '/robots.txt': 'User-agent: SEOLive\nDisallow: /', '/': page },
      'robots_forbids_us',
    ],
    [
      'redirects to another site for now',
      { '/': redirectTo('http://localhost:9/log-in', 302) },
      'leads_to_other_site',
    ],
    [
      'robots.txt forbids the hop',
      { '/robots.txt': 'User-agent: *\nDisallow: /x', '/': redirectTo('/x'), '/x': page },
      'robots_forbids',
    ],
    [
      'robots.txt forbids, unasked',
      { '/robots.txt': 'User-agent: *\nDisallow: /', '/': page },
      'none',
      { follow_robots: false },
    ],
    ['robots.txt 500, not followed', { '/robots.txt': 500, '/': page }, 'none', { follow_robots: false }],
    ['robots.txt 403 allows', { '/robots.txt': 403, '/': page }, 'none'],
    [
      'robots.txt behind redirects',
      { '/robots.txt': redirectTo('/r'), '/r': 'User-agent: *\nDisallow: /', '/': page },
      'none',
    ],
    ['robots.txt that redirects for ever', { '/robots.txt': redirectTo('/robots.txt'), '/': page }, 'none'],
    ['robots.txt without end', { '/robots.txt': '#'.repeat(600_000), '/': page }, 'none'],
    [
      'a hiccup',
      {
        '/': (_q, response, times) =>
          response.writeHead(times < 2 ? 500 : 200, { 'content-type': 'text/html' }).end(page),
      },
      'none',
    ],
    [
      'a hiccup of robots.txt',
      { '/robots.txt': (_q, response, times) => response.writeHead(times < 2 ? 503 : 404).end(), '/': page },
      'none',
    ],
  ])('%s', async (_name, answers, code, options) => {
    const site = await startAnsweringSite(answers);
    closing.push(site.close);
    expect(await codeOf({ url: `${site.origin}/`, mode, options, limits: { pageBytes: 1_000_000 } })).toBe(
      code,
    );
  });

  it('hangs', async () => {
    const tcp = await startTcpSite(() => {});
    closing.push(tcp.close);
    expect(await codeOf({ url: `${tcp.origin}/`, mode, limits: quick })).toBe('site_timeout');
  });

  it('does not speak HTTP', async () => {
    const tcp = await startTcpSite((socket) => socket.end('+OK POP3 ready\r\n'));
    closing.push(tcp.close);
    expect(await codeOf({ url: `${tcp.origin}/`, mode })).toBe('site_unreachable');
  });

  it('does not listen', async () => {
    const tcp = await startTcpSite(() => {});
    await tcp.close();
    expect(await codeOf({ url: `${tcp.origin}/`, mode })).toBe('site_unreachable');
  });

  it('has no TLS', async () => {
    const tcp = await startTcpSite((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    closing.push(tcp.close);
    expect(await codeOf({ url: `${tcp.origin.replace('http', 'https')}/`, mode })).toBe('tls_failed');
  });

  it('has no such name', async () => {
    expect(await codeOf({ url: 'http://nobody.invalid/', mode })).toBe('name_not_found');
  });

  it.each(['http://169.254.169.254/', 'http://127.0.0.1:9/', 'http://localhost:9/', 'http://[::1]:9/'])(
    'stands on a refused address: %s',
    async (url) => {
      expect(await codeOf({ url, mode, allowPrivate: false })).toBe('address_refused');
    },
  );
});

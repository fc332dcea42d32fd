import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { crawlOf } from '../../support/crawl/crawlOf.ts';
import { startAnsweringSite } from '../../support/sites/answeringSite.ts';

const body =
  (text: string, type = 'text/plain') =>
  (_request: unknown, response: ServerResponse) =>
    void response.setHeader('content-type', type).end(text);
const to = (location: string) => (_request: unknown, response: ServerResponse) =>
  void response.writeHead(302, { location }).end();

it('no link, redirect or header of a hostile site leads to a forbidden address', async () => {
  const secret = await startAnsweringSite({ '*': '<title>secret</title>' });
  const pages = ['/', '/by-redirect', '/by-file', '/by-user', '/by-data', '/by-metadata'];
  const site = await startAnsweringSite({
    '/robots.txt': body(
      `User-agent: *\nAllow: /\nSitemap: ${secret.origin}/map.xml\nSitemap: /moved.xml\nSitemap: file:///etc/passwd\n`,
    ),
    '/sitemap.xml': body(
      `<sitemapindex><sitemap><loc>${secret.origin}/nested.xml</loc></sitemap></sitemapindex>`,
      'application/xml',
    ),
    '/moved.xml': to(`${secret.origin}/moved`),
    '/': `<title>x</title>${pages.map((path) => `<a href="${path}">page</a>`).join('')}
      <a href="${secret.origin}/link">secret</a><link rel=canonical href="${secret.origin}/canonical">`,
    '/by-redirect': to(`${secret.origin}/page`),
    '/by-file': to('file:///etc/passwd'),
    '/by-user': to(`http://user:word@127.0.0.1:${secret.port}/`),
    '/by-data': to('data:text/html,<title>x</title>'),
    '/by-metadata': to('http://169.254.169.254/latest/meta-data/'),
  });
  const { error, frontier } = await crawlOf({ url: `${site.origin}/`, ownPorts: [secret.port] });
  expect(error).toBeNull();
  expect(secret.paths()).toEqual([]);
  expect(site.paths()).toEqual(expect.arrayContaining(pages));
  expect([...frontier.rows.keys()].filter((url) => !url.startsWith(site.origin))).toEqual([]);
  await site.close();
  await secret.close();
});

it.each(['/', '/robots.txt'])('follows the redirect of %s only as far as the guard allows', async (path) => {
  const secret = await startAnsweringSite({ '*': '<title>secret</title>' });
  const site = await startAnsweringSite({ '/': '<title>x</title>', [path]: to(`${secret.origin}/page`) });
  const { error } = await crawlOf({ url: `${site.origin}/`, ownPorts: [secret.port] });
  expect(error).toMatchObject({ code: 'address_refused' });
  expect(secret.paths()).toEqual([]);
  await site.close();
  await secret.close();
});

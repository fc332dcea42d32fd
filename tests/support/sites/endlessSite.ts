import { type AnsweringSite, startAnsweringSite } from './answeringSite.ts';

/** A site with any number of healthy pages: each links to the next ten. */
export function startEndlessSite(): Promise<AnsweringSite> {
  return startAnsweringSite({
    '/robots.txt': 404,
    '/sitemap.xml': 404,
    '*': (request, response) => {
      const here = Number(request.url?.slice(1) ?? 0);
      const links = Array.from({ length: 10 }, (_, index) => here * 10 + index + 1);
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(
        `<!doctype html><html lang="en"><title>Page number ${here}</title><h1>Page ${here}</h1>${links
          .map((number) => `<p><a href="/${number}">Page ${number}</a></p>`)
          .join('')}`,
      );
    },
  });
}

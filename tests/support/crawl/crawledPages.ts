import type { Answer } from '../sites/answeringSite.ts';
import type { createMemoryFrontier } from './memoryFrontier.ts';

/** A page with only these links. */
export const page = (...links: string[]): string =>
  `<!doctype html><html lang=en><head><title>t</title></head><body><main>words ${links
    .map((link) => `<a href="${link}">to ${link}</a>`)
    .join(' ')}</main></body></html>`;

/** The outcome of each URL, by path. */
export const outcomes = ({
  frontier,
}: {
  frontier: ReturnType<typeof createMemoryFrontier>;
}): Record<string, string | undefined> =>
  Object.fromEntries([...frontier.rows.keys()].map((url) => [new URL(url).pathname, frontier.outcome(url)]));

/** Gives these answers one after another (a text is a page), then repeats the last. */
export const status =
  (...codes: (number | string)[]): Answer =>
  (_request, response, times) => {
    const code = codes[Math.min(times, codes.length) - 1];
    if (typeof code === 'string') response.writeHead(200, { 'content-type': 'text/html' }).end(code);
    else response.writeHead(code ?? 500, { 'content-type': 'text/html' }).end('no');
  };

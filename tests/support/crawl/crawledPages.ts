import type { Answer } from '../sites/answeringSite.ts';
import type { createMemoryFrontier } from './memoryFrontier.ts';

/** A page with these links and nothing else. */
export const page = (...links: string[]): string =>
  `<!doctype html><html lang=en><head><title>t</title></head><body><main>words ${links
    .map((link) => `<a href="${link}">to ${link}</a>`)
    .join(' ')}</main></body></html>`;

/** Path → what became of it. */
export const outcomes = ({
  frontier,
}: {
  frontier: ReturnType<typeof createMemoryFrontier>;
}): Record<string, string | undefined> =>
  Object.fromEntries([...frontier.rows.keys()].map((url) => [new URL(url).pathname, frontier.outcome(url)]));

/** Answers with these in turn, a text being a page; the last one stays. */
export const status =
  (...codes: (number | string)[]): Answer =>
  (_request, response, times) => {
    const code = codes[Math.min(times, codes.length) - 1];
    if (typeof code === 'string') response.writeHead(200, { 'content-type': 'text/html' }).end(code);
    else response.writeHead(code ?? 500, { 'content-type': 'text/html' }).end('no');
  };

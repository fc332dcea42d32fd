import type { Http } from './http.ts';

/**
 * Reads JSON bodies. An empty one counts as none, because clients send the JSON header on cancel and pause
 * too.
 */
export function readJsonBodies(http: Http): void {
  const parse = http.getDefaultJsonParser('error', 'error');
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else void parse(request, body.toString(), done);
  });
}

import type { Http } from './http.ts';

/** JSON bodies; an empty one counts as none, since clients announce JSON on cancel and pause too. */
export function readJsonBodies(http: Http): void {
  const parse = http.getDefaultJsonParser('error', 'error');
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else void parse(request, body.toString(), done);
  });
}

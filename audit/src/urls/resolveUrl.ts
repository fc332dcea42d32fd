import { encodeQuery } from '../encodings/encodeQuery.ts';

/**
 * The absolute http(s) URL of `href` as written in a document, without fragment, as the URL Standard serialises
 * it. `encoding` is that of the document. Null when it is not an http(s) URL.
 */
export function resolveUrl(href: string, base?: string, encoding = 'utf-8'): string | null {
  const hash = href.indexOf('#');
  const url = URL.parse(encodeQuery(hash === -1 ? href : href.slice(0, hash), encoding), base);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  if (url.hash !== '') url.hash = '';
  const text = url.href;
  return text.endsWith('#') ? text.slice(0, -1) : text;
}

/**
 * The absolute http(s) URL of `href` as written on a page, without fragment (WHATWG URL). Null when it is
 * not an http(s) URL.
 */
export function resolveUrl(href: string, base?: string): string | null {
  const hash = href.indexOf('#');
  const url = URL.parse(hash === -1 ? href : href.slice(0, hash), base);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  if (url.hash !== '') url.hash = '';
  const text = url.href;
  return text.endsWith('#') ? text.slice(0, -1) : text;
}

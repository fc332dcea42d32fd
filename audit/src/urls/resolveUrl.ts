/** The URL parser leaves a path and query of only these characters unchanged. */
const plainPath = /^\/(?!\/)[\w~/.-]*(?:\?[\w~/.=&+%,:;@!$()*?-]*)?$/;

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

/**
 * {@link resolveUrl} for many addresses with one base. Each address is resolved once. The most frequent
 * kind, a plain path from the root, is resolved without the URL parser, which is slow.
 */
export function createResolver(base: string): (href: string) => string | null {
  const known = new Map<string, string | null>();
  const parsed = URL.parse(base);
  const isUsual =
    parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.username + parsed.password === '';
  const origin = isUsual ? parsed.origin : null;
  return (href) => {
    let url = known.get(href);
    if (url === undefined) {
      const isPlain = origin !== null && plainPath.test(href) && !href.includes('/.');
      url = isPlain ? origin + href : resolveUrl(href, base);
      known.set(href, url);
    }
    return url;
  };
}

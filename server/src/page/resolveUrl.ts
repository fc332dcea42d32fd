/** Paths and queries of these characters alone stand in a URL as they are written. */
const plainPath = /^\/(?!\/)[\w~/.-]*(?:\?[\w~/.=&+%,:;@!$()*?-]*)?$/;

/**
 * The absolute http(s) URL of `href` as written on a page, without fragment (WHATWG URL); null when it
 * is no http(s) URL.
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
 * {@link resolveUrl} against one base, many times: each address once, and the commonest kind (a plain
 * path from the root) without the URL parser.
 */
export function createResolver(base: string): (href: string) => string | null {
  const known = new Map<string, string | null>();
  const parsed = URL.parse(base);
  const usual =
    parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.username + parsed.password === '';
  const origin = usual ? parsed.origin : null;
  return (href) => {
    let url = known.get(href);
    if (url === undefined) {
      const plain = origin !== null && plainPath.test(href) && !href.includes('/.');
      url = plain ? origin + href : resolveUrl(href, base);
      known.set(href, url);
    }
    return url;
  };
}

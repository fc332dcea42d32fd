import type { PageHeaders } from '@seo-live/audit';
import { CookieJar } from 'tough-cookie';

/** Name and value of a longer cookie are not kept, as in browsers (RFC 6265bis, 5.7). */
const MAX_COOKIE_LENGTH = 4096;
/** Cookies that one jar accepts. A site may set new ones with every answer. */
const MAX_COOKIES = 300;
/** Characters of one Cookie field. Servers refuse longer headers. */
const MAX_FIELD_LENGTH = 8192;

/** No header field may have these characters: those below the blank, except the tab, and DEL. */
const hasControls = (text: string): boolean =>
  [...text].some((character) => (character < ' ' && character !== '\t') || character === '\x7f');

export interface Cookies {
  /** The value of the Cookie field for this URL; undefined when there is none. */
  fieldFor(url: string): string | undefined;
  /** Keeps the cookies that an answer sets. */
  keep(url: string, headers: PageHeaders): void;
  isEmpty(): boolean;
}

/** A cookie jar in memory. It keeps cookies as a browser does, but not without limit. */
export function createCookies(): Cookies {
  const jar = new CookieJar(undefined, { looseMode: true });
  const known = new Set<string>();

  function keepOne(url: string, written: string): void {
    if (known.size >= MAX_COOKIES || written.length > MAX_COOKIE_LENGTH || hasControls(written)) return;
    const cookie = jar.setCookieSync(written, url, { ignoreError: true });
    if (cookie !== undefined) known.add(JSON.stringify([cookie.domain, cookie.path, cookie.key]));
  }

  return {
    fieldFor(url) {
      let field = '';
      for (const cookie of jar.getCookiesSync(url)) {
        const next = field === '' ? cookie.cookieString() : `${field}; ${cookie.cookieString()}`;
        if (next.length > MAX_FIELD_LENGTH) break;
        field = next;
      }
      return field === '' ? undefined : field;
    },
    keep(url, headers) {
      const field = headers['set-cookie'];
      if (field === undefined) return;
      for (const written of (Array.isArray(field) ? field : [field]).slice(0, MAX_COOKIES))
        keepOne(url, written);
    },
    isEmpty: () => known.size === 0,
  };
}

import { withoutSession } from './withoutSession.ts';

const escapedCharacter = /%([0-9a-f]{2})/gi;
const unreserved = /[\w.~-]/;

/**
 * Escapes with capital digits, and unreserved characters not escaped (RFC 3986, 6.2.2). A character that
 * would complete another escape (`%%34%31`) stays escaped.
 */
function tidyEscapes(url: string): string {
  if (!url.includes('%')) return url;
  return url.replace(escapedCharacter, (escaped, hex: string, at: number) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    const follows = url[at - 1] === '%' || url[at - 2] === '%';
    return unreserved.test(character) && !follows ? character : escaped.toUpperCase();
  });
}

/**
 * The form in which a URL is compared and stored: two URLs with one identity are one page. Takes a URL as the
 * URL Standard serialises it, without its fragment. Case of the path, order of the query and a slash at the
 * end stay, because servers distinguish them. The identity of an identity is itself.
 */
export function urlIdentity(url: string): string {
  const tidy = withoutSession(tidyEscapes(url));
  return tidy.endsWith('?') && tidy.indexOf('?') === tidy.length - 1 ? tidy.slice(0, -1) : tidy;
}

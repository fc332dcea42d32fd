import { encodedPath } from './model.ts';

/** Everything that is not a page answering 200. Keys are percent-encoded paths. */

function encodedKeys<T>(entries: [string, T][]): Map<string, T> {
  return new Map(entries.map(([path, value]) => [encodedPath(path), value]));
}

/** Paths that always answer with this status. A path that is nowhere listed answers 404. */
export const STATUSES: Map<string, number> = encodedKeys([
  ['/en/products/aged-puerh', 404],
  ['/en/events/tea-fair-2021', 404],
  ['/zh/news/mid-autumn-2022', 404],
  ['/zh/活動/春季品茶會', 410],
  ['/en/wholesale-prices', 500],
  ['/zh/品茶會報名', 502],
  ['/en/live-stock', 429],
  ['/zh/partners/login', 403],
]);

/** Redirects: [status, Location as sent]. A Location that begins with `{origin}` is absolute. */
export const REDIRECTS: Map<string, [number, string]> = encodedKeys([
  // one hop: no chain (relative Location)
  ['/en/faq', [301, 'help/']],
  // two hops
  ['/en/shop', [301, '/en/store']],
  ['/en/store', [301, '{origin}/en/products/']],
  // three hops
  ['/zh/商店', [301, '/zh/shop']],
  ['/zh/shop', [302, '/zh/store']],
  ['/zh/store', [308, '/zh/products/']],
  // a loop of one
  ['/en/blog/latest', [302, '/en/blog/latest']],
  // a loop of three, linked at a member
  ['/zh/tea-club', [302, '/zh/tea-club/join']],
  ['/zh/tea-club/join', [302, '/zh/tea-club/confirm']],
  ['/zh/tea-club/confirm', [302, '/zh/tea-club']],
  // a redirect into a loop of two
  ['/en/members', [301, '/en/members/login']],
  ['/en/members/login', [302, '/en/members/home']],
  ['/en/members/home', [302, '/en/members/login']],
]);

/** Pages that robots.txt disallows. They have many faults, so a crawler that reads them is noticed. */
export const PRIVATE: Set<string> = new Set(['/private/ledger', '/private/staff-rota']);

/** Paths that the sitemap lists although no page is there. */
export const SITEMAP_EXTRA: string[] = ['/en/events/tea-fair-2021'];

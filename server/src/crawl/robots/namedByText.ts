/** What an element of a sitemap names, by its local name and that of its parent. */
export type Named = 'page' | 'sitemap';

/** The root elements of the formats that Google reads: XML sitemaps and their indexes, RSS 2.0 and Atom 1.0. */
export const sitemapRoots = new Set(['urlset', 'sitemapindex', 'rss', 'feed']);

/** What the text of this element names, or null. `loc` of images and videos have other parents. */
export function namedByText(parent: string | undefined, name: string | undefined): Named | null {
  if (name === 'loc') return parent === 'url' ? 'page' : parent === 'sitemap' ? 'sitemap' : null;
  return name === 'link' && parent === 'item' ? 'page' : null;
}

/** The address in `<link href>` of an entry of an Atom feed, or null. The link to the page has no rel, or alternate. */
export function atomLink(
  parent: string | undefined,
  name: string,
  attributes: Readonly<Record<string, string>>,
): string | null {
  if (name !== 'link' || parent !== 'entry') return null;
  return (attributes.rel ?? 'alternate') === 'alternate' ? (attributes.href ?? null) : null;
}

export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

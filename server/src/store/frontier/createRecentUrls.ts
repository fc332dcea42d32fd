import type { FoundUrl } from '../../crawl/ports/frontierStore.ts';

const MAX_RECENT = 20_000;

/**
 * URLs that certainly have a row: a menu's links stand on every page, and asking the store for them each
 * time costs more than all the rest of a batch. Bounded; what is not here is asked for.
 */
export function createRecentUrls() {
  /** URL to whether its row says that a sitemap lists it. */
  const recent = new Map<string, boolean>();
  return {
    /** The found URLs that may be news, first mention first, those named twice once. */
    unknown(found: FoundUrl[]): Map<string, FoundUrl> {
      const unsure = new Map<string, FoundUrl>();
      for (const url of found) {
        const inSitemap = recent.get(url.url);
        if (inSitemap !== undefined && (inSitemap || !url.inSitemap)) continue;
        const twin = unsure.get(url.url);
        if (!twin) unsure.set(url.url, url);
        else if (url.inSitemap && !twin.inSitemap) unsure.set(url.url, { ...twin, inSitemap: true });
      }
      return unsure;
    },
    remember(urls: Iterable<FoundUrl>): void {
      for (const { url, inSitemap } of urls) {
        recent.set(url, inSitemap || (recent.get(url) ?? false));
      }
      for (const url of recent.keys()) {
        if (recent.size <= MAX_RECENT) return;
        recent.delete(url);
      }
    },
    /** After a transaction that was rolled back nothing is certain any more. */
    forget: (): void => recent.clear(),
  };
}

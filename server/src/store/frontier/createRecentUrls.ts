import type { FoundUrl } from '../../crawl/ports/frontierStore.ts';

const MAX_RECENT = 20_000;

/**
 * URLs that certainly have a row. The links of a menu are on every page, and looking them up each time costs
 * more than the rest of a batch. The number of URLs is limited. The caller looks up the others.
 */
export function createRecentUrls() {
  /** Maps a URL to whether its row says that a sitemap lists it. */
  const recent = new Map<string, boolean>();
  return {
    /** The found URLs that the store may not know, each once, in their first order. */
    unknown(found: FoundUrl[]): Map<string, FoundUrl> {
      const candidates = new Map<string, FoundUrl>();
      for (const url of found) {
        const inSitemap = recent.get(url.url);
        if (inSitemap !== undefined && (inSitemap || !url.inSitemap)) continue;
        const earlier = candidates.get(url.url);
        if (!earlier) candidates.set(url.url, url);
        else if (url.inSitemap && !earlier.inSitemap)
          candidates.set(url.url, { ...earlier, inSitemap: true });
      }
      return candidates;
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
    /** Called after a rollback, because the remembered rows may not exist any more. */
    forget: (): void => recent.clear(),
  };
}

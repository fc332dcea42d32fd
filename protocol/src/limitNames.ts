/**
 * Limits of a scan that leave something of a site out. `page_limit` is not among them: `pages.skipped` counts
 * it. A newer server may name others.
 */
export const limitNames = [
  /** Sitemaps that were not read: too many, too deep in indexes, or the end of one that is too large. */
  'sitemap_files',
  'sitemap_depth',
  'sitemap_bytes',
  /** URLs in sitemaps over the number that is read. */
  'sitemap_urls',
  /** Rules of robots.txt with wildcards over the number that is used. */
  'robots_rules',
  /** Links and images over the number that is read of one page. */
  'page_links',
  'page_images',
  /** Findings of one page over the space that a page may fill. */
  'page_findings',
  /** Addresses that are too long to request. */
  'url_length',
  /** URLs that are not read and not listed, because too many are listed already. */
  'skipped_urls',
  /** The scan ended early, because it, or all scans together, filled their space. */
  'scan_disk',
  'data_disk',
] as const;
export type LimitName = (typeof limitNames)[number];

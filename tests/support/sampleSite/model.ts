/** One page of the sample site. Ordinary pages need the first eight fields only; the rest plants faults. */
export interface Page {
  /** Path as a person writes it; Chinese allowed, may hold a query. */
  path: string;
  /** Value of `<html lang>`; null: no attribute. */
  lang: string | null;
  /** Text of the title element; null: no title element in the head. */
  title: string | null;
  /** Content of the meta description; null: no such element. */
  description: string | null;
  /** Text of the first-level heading; null: none. */
  h1: string | null;
  /** Blocks of the main text: HTML as it is when it begins with `<`, else the inner HTML of a paragraph. */
  main: string[];
  /** The index page that lists it (path); none: linked by hand, or nowhere. */
  listedIn?: string;
  /** Text of links to it in lists, when not its h1. */
  label?: string;

  /** Listed in sitemap.xml; yes unless false. */
  sitemap?: boolean;
  /** Content of `<meta name="robots">`. */
  robots?: string;
  /** Additional response headers; `{origin}` stands for the site's origin. */
  headers?: Record<string, string>;
  /** Paths of the canonical elements in the head; its own path unless given. */
  canonicals?: string[];
  /** A canonical element (own path) after a `div` that ends the head. */
  canonicalAfterDiv?: boolean;
  /** Where the h1 stands. */
  h1Place?: 'main' | 'header';
  /** Element around the main text. */
  container?: 'main' | 'article' | 'div';
  /** HTML at the very start of the body, outside the main text. */
  bodyStart?: string;
  /** HTML of an aside after the main text. */
  aside?: string;
  /** HTML added to the footer. */
  footer?: string;
  /** Number of first requests that are answered with 500. */
  failsFirst?: number;
  /** How the bytes and the charset declaration are made; UTF-8, declared twice, unless given. */
  encoding?: 'big5-header' | 'gb18030-meta' | 'utf-8-bom';
}

/** The path as a WHATWG URL has it: percent-encoded, with the query. */
export function encodedPath(path: string): string {
  const url = new URL(path, 'http://sample.invalid');
  return url.pathname + url.search;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export function isEnglish(page: Page): boolean {
  return page.path.startsWith('/en/');
}

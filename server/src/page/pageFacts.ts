/** What one streaming pass reads from an HTML document. Texts are trimmed, white space collapsed, NFC. */
export interface PageFacts {
  /** Every `<title>` of the head in order (not those of inline SVG); empty ones are ''. */
  titles: string[];
  descriptions: string[];
  h1s: { text: string; selector: string }[];
  /** The lang attribute of `<html>` as written; null when there is none. */
  lang: string | null;
  /** Canonicals of the head and of the Link header. `url` is absolute, null when unparsable. */
  canonicals: { href: string; url: string | null; from: 'head' | 'header' }[];
  /** Directives of meta robots and X-Robots-Tag, lower case, each with where it stood. */
  robots: { directive: string; from: 'meta' | 'header' }[];
  links: LinkFact[];
  images: ImageFact[];
  /** See "Main text" in the catalogue's definitions. */
  mainText: string;
  /** `Intl.Segmenter` words outside CJK + CJK characters / 1.6. */
  words: number;
}

export interface LinkFact {
  /** As written. */
  href: string;
  /** Absolute, without fragment; null when it is no http(s) URL. */
  url: string | null;
  /** Visible text, else the alt of its images, else aria-label; normalised. */
  text: string;
  nofollow: boolean;
  selector: string;
  snippet: string;
}

export interface ImageFact {
  src: string;
  /** null: the attribute is missing; '' is decorative. */
  alt: string | null;
  selector: string;
  snippet: string;
}

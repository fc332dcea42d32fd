/** The facts that one pass reads from an HTML document. Texts are trimmed, white space collapsed, NFC. */
export interface PageFacts {
  /** Every `<title>` of the head in order, without those of inline SVG. Empty ones are ''. */
  titles: string[];
  descriptions: string[];
  h1s: { text: string; selector: string }[];
  /** The lang attribute of `<html>` as written; null when there is none. */
  lang: string | null;
  /** Canonicals of the head and of the Link header. */
  canonicals: ({ href: string; from: 'head' | 'header' } & NamedUrl)[];
  /** Directives of meta robots and X-Robots-Tag, lower case, each with its origin. */
  robots: { directive: string; from: 'meta' | 'header' }[];
  links: LinkFact[];
  images: ImageFact[];
  /** What limits left out of this page. Absent when nothing. */
  leftOut?: LeftOut;
  /** See "Main text" in the catalogue's definitions. */
  mainText: string;
  /** `Intl.Segmenter` words outside CJK + CJK characters / 1.6. */
  words: number;
}

/** Numbers of things that were not read. */
export interface LeftOut {
  links: number;
  images: number;
  /** Links whose address is too long to request. */
  addresses: number;
}

/** The http(s) URL that an address on a page names. */
export interface NamedUrl {
  /** Its identity (see `urlIdentity`). Null when the address is not an http(s) URL. */
  url: string | null;
  /** The URL as written there, when that is another spelling. */
  requestUrl?: string | undefined;
}

export interface LinkFact extends NamedUrl {
  /** As written. */
  href: string;
  /** Visible text, otherwise the alt of its images, otherwise aria-label. Normalised. */
  text: string;
  nofollow: boolean;
  selector: string;
  snippet: string;
}

export interface ImageFact {
  src: string;
  /** Null when the attribute is missing. An empty text marks a decorative image. */
  alt: string | null;
  selector: string;
  snippet: string;
}

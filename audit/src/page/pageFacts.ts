/** The facts that one pass reads from an HTML document. Texts are trimmed, white space collapsed, NFC. */
export interface PageFacts {
  /** Every title element of the document in order, without those of SVG. Empty ones are ''. `titleOf` has the one that counts. */
  titles: string[];
  descriptions: string[];
  h1s: { text: string; selector: string }[];
  /** The language of `<html>` as written: its lang, in XHTML its xml:lang before that. Null when there is none. */
  lang: string | null;
  /** Canonicals of the head and of the Link header that search engines consider. `canonicalOf` has the one that counts. */
  canonicals: ({ href: string; from: 'head' | 'header' } & NamedUrl)[];
  /** Canonicals that search engines ignore: with hreflang, lang, media or type, or in the body. Absent when 0. */
  ignoredCanonicals?: number;
  /** Directives for all robots or for Googlebot, lower case, each with its origin. */
  robots: { directive: string; from: 'meta' | 'header'; agent?: 'googlebot' }[];
  /** Where the page sends browsers by `meta http-equiv=refresh`. Absent when nowhere. */
  refresh?: { seconds: number } & NamedUrl;
  links: LinkFact[];
  images: ImageFact[];
  /** What limits left out of this page. Absent when nothing. */
  leftOut?: LeftOut;
  /** See "Main text" in the catalogue's definitions. */
  mainText: string;
  /** `Intl.Segmenter` words outside CJK + CJK characters / 1.6. */
  words: number;
  /** Images, and other media and forms, in the main text. */
  mainImages: number;
  mainMedia: number;
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
  /** Its text with the alt of its images, otherwise its label. Normalised. */
  text: string;
  /** Its name by aria-labelledby or aria-label. Absent when it has none. */
  label?: string;
  /** All of its text stands in code, kbd, samp, var or pre. */
  isCode?: true;
  nofollow: boolean;
  selector: string;
  snippet: string;
}

export interface ImageFact {
  /** Its address; of an image that a script loads later, the address that the script will use. */
  src: string;
  /** Null when the attribute is missing and nothing replaces it. An empty text marks a decorative image. */
  alt: string | null;
  /** It lies in the main text, or it is all that a link holds. */
  matters: boolean;
  selector: string;
  snippet: string;
}

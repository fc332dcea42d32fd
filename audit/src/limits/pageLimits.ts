/** Limits for the facts of one page, so that a hostile page cannot fill the memory. */
export const pageLimits = {
  /** Elements of a document; what follows is not read. The longest pages of real sites have some 100,000. */
  elements: 300_000,
  /** Open elements. Chromium limits the depth of a document to 512, too. */
  depth: 512,
  /** Attributes of one tag. */
  attributes: 256,
  /** Links. Images have the same limit. */
  links: 10_000,
  headings: 1_000,
  /** Each of titles, descriptions, canonicals and robots meta tags. */
  metas: 100,
  /** Characters of a title, a description, a heading, or the text of a link or an image. */
  textLength: 4_000,
  /** Characters of an address as written. It is more than a URL that is requested has. */
  addressLength: 10_000,
  /** Characters of an image's address. A data: image can have millions. */
  sourceLength: 2_100,
};

/** What is kept of one page at most, so that a hostile one cannot fill the memory. */
export const MAX_LINKS = 10_000;
export const MAX_HEADINGS = 1_000;
export const MAX_METAS = 100;
/** Characters of a title, a description, a heading, the text of a link or an image. */
export const MAX_TEXT = 4_000;
/** Characters of an address as written; a data: image can have millions. */
export const MAX_ADDRESS = 2_100;

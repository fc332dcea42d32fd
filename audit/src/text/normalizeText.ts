import { pageLimits } from '../limits/pageLimits.ts';

/** Shorter slices are always copied by V8. */
const SHORTEST_SLICE = 13;

/**
 * A copy with memory of its own. V8 stores a slice as a pointer into the original text, so that one stored
 * title would keep a whole page in memory.
 */
export const copyText = (text: string): string => (text.length < SHORTEST_SLICE ? text : ` ${text}`.slice(1));

/** White space other than one plain space. Single spaces are the most frequent and need no replacement. */
const untidySpace = / [\s\0]+|[^\S ][\s\0]*|\0[\s\0]*/g;
const beyondLatin1 = /[^\0-\xff]/;

/** Trimmed, white space collapsed, NFC, copied: the form in which all texts are compared. */
export function normalizeText(text: string): string {
  const tidy = text.replace(untidySpace, ' ').trim();
  return copyText(beyondLatin1.test(tidy) ? tidy.normalize('NFC') : tidy);
}

/** {@link normalizeText}, cut to the length that is stored: rows, responses and exports repeat the text. */
export function keptText(text: string): string {
  const tidy = normalizeText(text);
  if (tidy.length <= pageLimits.textLength) return tidy;
  return copyText(tidy.slice(0, pageLimits.textLength).toWellFormed().trimEnd());
}

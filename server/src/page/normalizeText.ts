import { MAX_TEXT } from './pageLimits.ts';

/** V8 copies shorter slices anyway. */
const SHORTEST_SLICE = 13;

/**
 * A copy that stands on its own: V8 keeps a slice as a pointer into the text it was cut from, so that
 * one kept title would hold a whole page in memory.
 */
export const copyText = (text: string): string => (text.length < SHORTEST_SLICE ? text : ` ${text}`.slice(1));

/** White space that is more than one plain space; single spaces are passed over, being most of them. */
const untidySpace = / [\s\0]+|[^\S ][\s\0]*|\0[\s\0]*/g;
const beyondLatin1 = /[^\0-\xff]/;

/** Trimmed, white space collapsed, NFC, copied: the form in which all texts are compared. */
export function normalizeText(text: string): string {
  const tidy = text.replace(untidySpace, ' ').trim();
  return copyText(beyondLatin1.test(tidy) ? tidy.normalize('NFC') : tidy);
}

/** {@link normalizeText}, cut to what is kept of one text: rows, answers and exports repeat it. */
export function keptText(text: string): string {
  const tidy = normalizeText(text);
  return tidy.length <= MAX_TEXT ? tidy : copyText(tidy.slice(0, MAX_TEXT).toWellFormed().trimEnd());
}

/** The first text that is not empty; null when there is none. Of several titles or descriptions, this one counts. */
export const firstText = (texts: readonly string[]): string | null =>
  texts.find((text) => text.trim() !== '') ?? null;

import { MAX_TEXT } from './pageLimits.ts';

/** Letters of Han, Hiragana, Katakana and Hangul, with the marks shared between them such as ー and 々. */
const cjkClass =
  '[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}[[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}]&&\\p{L}]]';
const cjkCharacters = new RegExp(cjkClass, 'gv');
const letters = /\p{L}/gu;
const anyNonAscii = /[^\0-\x7f]/;

/** How many characters are Han, Hiragana, Katakana or Hangul. */
export function countCjk(text: string): number {
  return anyNonAscii.test(text) ? (text.match(cjkCharacters)?.length ?? 0) : 0;
}

/** The text with every CJK character replaced by a space. */
export const withoutCjk = (text: string): string => text.replace(cjkCharacters, ' ');

/** True when over half of the letters are Han, Hiragana, Katakana or Hangul. */
export function mostlyCjk(text: string): boolean {
  const cjk = countCjk(text);
  if (cjk === 0) return false;
  const others = withoutCjk(text).match(letters)?.length ?? 0;
  return cjk > others;
}

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

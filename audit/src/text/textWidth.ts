import { basicLatinWidths, extendedLatinWidths, punctuationWidths, UNITS_PER_EM } from './arialWidths.ts';
import { isEastAsianWide } from './isEastAsianWide.ts';

const FONT_PX = 20;
const WIDE_PX = 22;
/** Width for scripts outside the table: that of a digit, which is the most common width in Arial. */
const OTHER_UNITS = 1139;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** ASCII, kana, Han and their punctuation, where every code unit is one character. */
const separate = /^[\x20-\x7e\u3001-\u3029\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uff01-\uff5e]*$/;
const invisible = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u;

/** Characters as a reader counts them: an accent or a joined emoji is not a character of its own. */
const charactersOf = (text: string): string[] =>
  separate.test(text) ? text.split('') : Array.from(graphemes.segment(text), (part) => part.segment);

const codePointUnits = (codePoint: number): number | undefined =>
  basicLatinWidths[codePoint - 0x20] ??
  extendedLatinWidths[codePoint - 0xa0] ??
  punctuationWidths.get(codePoint);

const latinUnits = (character: string): number => {
  const units = codePointUnits(character.codePointAt(0) ?? 0);
  if (units !== undefined) return units;
  if (invisible.test(character)) return 0;
  // A letter with an accent that is not in the table is as wide as the letter without the accent.
  return codePointUnits(character.normalize('NFD').codePointAt(0) ?? 0) ?? OTHER_UNITS;
};

const isWide = (character: string): boolean => isEastAsianWide(character.codePointAt(0) ?? 0);

/** Width in px on a page of search results: Arial 20 px, East Asian Wide and Fullwidth 22 px. */
export const resultWidth = (text: string): number => {
  let units = 0;
  let wide = 0;
  for (const character of charactersOf(text)) {
    if (isWide(character)) wide += 1;
    else units += latinUnits(character);
  }
  return (units * FONT_PX) / UNITS_PER_EM + wide * WIDE_PX;
};

export const countGraphemes = (text: string): number => charactersOf(text).length;

/** Length in full-width characters: East Asian Wide and Fullwidth count one, all others one half. */
export const fullWidthCharacters = (text: string): number => {
  let halves = 0;
  for (const character of charactersOf(text)) halves += isWide(character) ? 2 : 1;
  return halves / 2;
};

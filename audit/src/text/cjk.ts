/** Letters of Han, Hiragana, Katakana and Hangul, with the marks shared between them such as ー and 々. */
const cjkLetterClass = '[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}]&&\\p{L}';
const cjkLetters = new RegExp(`[${cjkLetterClass}]`, 'gv');
/** The letters, and the signs of these scripts that are not letters, such as 〇. */
const cjkCharacters = new RegExp(
  `[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}[${cjkLetterClass}]]`,
  'gv',
);
const letters = /\p{L}/gu;
const anyNonAscii = /[^\0-\x7f]/;

/** How many characters are Han, Hiragana, Katakana or Hangul. */
export function countCjk(text: string): number {
  return anyNonAscii.test(text) ? (text.match(cjkCharacters)?.length ?? 0) : 0;
}

/** The text with every CJK character replaced by a space. */
export const withoutCjk = (text: string): string => text.replace(cjkCharacters, ' ');

/** True when over half of the letters are Han, Hiragana, Katakana or Hangul. */
export function isMostlyCjk(text: string): boolean {
  if (!anyNonAscii.test(text)) return false;
  const cjk = text.match(cjkLetters)?.length ?? 0;
  return cjk * 2 > (text.match(letters)?.length ?? 0);
}

import { countCjk, withoutCjk } from './cjk.ts';

/** Word-break classes (UAX 29) of the characters that are counted without the segmenter. */
const COMPLEX = 0;
const SPACE = 1;
const BREAK = 2;
const CJK = 3;
const LETTER = 4;
const DIGIT = 5;
const MID_LETTER = 6;
const MID_NUMBER = 7;
const MID_BOTH = 8;

const SIMPLE_END = 0x2070;
const classes = new Uint8Array(SIMPLE_END);

function fill(from: number, to: number, value: number): void {
  classes.fill(value, from, to + 1);
}

fill(0x00, 0x7f, BREAK);
for (const c of [0x09, 0x0a, 0x0d, 0x20]) classes[c] = SPACE;
fill(0x30, 0x39, DIGIT);
fill(0x41, 0x5a, LETTER);
fill(0x61, 0x7a, LETTER);
fill(0xc0, 0x24f, LETTER);
fill(0x400, 0x481, LETTER);
fill(0x48a, 0x4ff, LETTER);
fill(0x2010, 0x2015, BREAK);
fill(0x201c, 0x201d, BREAK);
for (const c of [0xa0, 0xa1, 0xa7, 0xa9, 0xab, 0xae, 0xb0, 0xb6, 0xbb, 0xbf, 0xd7, 0xf7, 0x2020, 0x2021]) {
  classes[c] = BREAK;
}
for (const c of [0x2022, 0x2026, 0x2030, 0x2039, 0x203a]) classes[c] = BREAK;
// ICU treats "___" as a word but "_" not, so the segmenter decides.
classes[0x5f] = COMPLEX;
classes[0x3a] = MID_LETTER;
classes[0xb7] = MID_LETTER;
classes[0x2c] = MID_NUMBER;
classes[0x3b] = MID_NUMBER;
for (const c of [0x27, 0x2e, 0x2018, 0x2019]) classes[c] = MID_BOTH;

const fullWidth = new Map([
  [0xff01, BREAK],
  [0xff08, BREAK],
  [0xff09, BREAK],
  [0xff0c, MID_NUMBER],
  [0xff0e, MID_BOTH],
  [0xff1a, MID_LETTER],
  [0xff1b, MID_NUMBER],
  [0xff1f, BREAK],
]);

function classOf(code: number): number {
  if (code < SIMPLE_END) return classes[code] ?? COMPLEX;
  if (code >= 0x4e00 && code <= 0x9fff) return CJK;
  if (code >= 0x3041 && code <= 0x3096) return CJK;
  if (code >= 0xac00 && code <= 0xd7a3) return CJK;
  if (code >= 0x3000 && code <= 0x3002) return BREAK;
  if (code >= 0x3008 && code <= 0x3011) return BREAK;
  if (code >= 0xff00) return fullWidth.get(code) ?? COMPLEX;
  return COMPLEX;
}

/** One word of other scripts is estimated as this many CJK characters. */
export const CJK_CHARACTERS_PER_WORD = 1.6;

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

function segmentWords(text: string): number {
  let count = 0;
  for (const part of segmenter.segment(text)) if (part.isWordLike) count++;
  return count;
}

/** The word count by `Intl.Segmenter` alone: correct for every script by definition, but slow. */
export function countWordsBySegmenter(text: string): number {
  return segmentWords(withoutCjk(text)) + countCjk(text) / CJK_CHARACTERS_PER_WORD;
}

/** Length of a text that is mostly CJK, as its readers count it: CJK characters + words of other scripts. */
export const cjkTextLength = (text: string): number => countCjk(text) + segmentWords(withoutCjk(text));

/**
 * Class of a mid character (such as ' or ,) between these two: part of the word, a break, or COMPLEX when
 * the segmenter must decide.
 */
function midKind(kind: number, previous: number, next: number): number {
  if (next === COMPLEX) return COMPLEX;
  if (previous === LETTER && next === LETTER && kind !== MID_NUMBER) return LETTER;
  if (previous === DIGIT && next === DIGIT && kind !== MID_LETTER) return DIGIT;
  return BREAK;
}

function endOfRun(text: string, from: number): number {
  let end = from;
  while (end < text.length && classOf(text.charCodeAt(end)) !== SPACE) end++;
  return end;
}

/**
 * `Intl.Segmenter` words outside CJK + CJK characters / 1.6. Runs between spaces that contain only Latin,
 * Cyrillic and common CJK are counted here by the same rules (UAX 29, WB5–WB13b). The rest goes to the
 * segmenter, which is many times slower. A property test checks that both give the same count.
 */
export function countWords(text: string): number {
  const { length } = text;
  let words = 0;
  let cjk = 0;
  let complex = '';
  let runStart = 0;
  let runWords = 0;
  let runCjk = 0;
  let previous = SPACE;
  for (let at = 0; at < length; at++) {
    let kind = classOf(text.charCodeAt(at));
    if (kind >= MID_LETTER) {
      kind = midKind(kind, previous, at + 1 < length ? classOf(text.charCodeAt(at + 1)) : SPACE);
    }
    if (kind >= LETTER) {
      if (previous < LETTER) words++;
    } else if (kind === CJK) cjk++;
    else if (kind === SPACE) {
      runStart = at + 1;
      runWords = words;
      runCjk = cjk;
    } else if (kind === COMPLEX) {
      const end = endOfRun(text, at);
      complex += `${text.slice(runStart, end)} `;
      words = runWords;
      cjk = runCjk;
      at = end - 1;
    }
    previous = kind;
  }
  if (complex === '') return words + cjk / CJK_CHARACTERS_PER_WORD;
  return words + segmentWords(withoutCjk(complex)) + (cjk + countCjk(complex)) / CJK_CHARACTERS_PER_WORD;
}

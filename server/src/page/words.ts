import { countCjk, withoutCjk } from './text.ts';

/** Word-break classes (UAX 29) of the characters that are counted without the segmenter. */
const COMPLEX = 0;
const BREAK = 1;
const LETTER = 2;
const DIGIT = 3;
const MID_LETTER = 5;
const MID_NUMBER = 6;
const MID_BOTH = 7;
const CJK = 8;

const SIMPLE_END = 0x2070;
const classes = new Uint8Array(SIMPLE_END);

function fill(from: number, to: number, value: number): void {
  classes.fill(value, from, to + 1);
}

fill(0x00, 0x7f, BREAK);
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
// ICU calls "___" a word and "_" none: left to the segmenter.
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

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

function segmentWords(text: string): number {
  let count = 0;
  for (const part of segmenter.segment(text)) if (part.isWordLike) count++;
  return count;
}

/** Words as the definition says, by `Intl.Segmenter` alone: right for every script, and slow. */
export function countWordsBySegmenter(text: string): number {
  return segmentWords(withoutCjk(text)) + countCjk(text) / 1.6;
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;

/**
 * `Intl.Segmenter` words outside CJK + CJK characters / 1.6. Runs between spaces made only of Latin,
 * Cyrillic and common CJK are counted here by the same rules (UAX 29, WB5–WB13b); the rest goes to the
 * segmenter, which is many times slower. A property test holds the two equal.
 */
export function countWords(text: string): number {
  let words = 0;
  let cjk = 0;
  let complex = '';
  let start = 0;
  const length = text.length;
  while (start < length) {
    if (isSpace(text.charCodeAt(start))) {
      start++;
      continue;
    }
    let runWords = 0;
    let runCjk = 0;
    let inWord = false;
    let previous = BREAK;
    let end = start;
    let simple = true;
    for (; end < length; end++) {
      const code = text.charCodeAt(end);
      if (isSpace(code)) break;
      if (!simple) continue;
      let kind = classOf(code);
      if (kind >= MID_LETTER && kind <= MID_BOTH) {
        const next = end + 1 < length ? classOf(text.charCodeAt(end + 1)) : BREAK;
        const joins =
          (previous === LETTER && next === LETTER && kind !== MID_NUMBER) ||
          (previous === DIGIT && next === DIGIT && kind !== MID_LETTER);
        if (next === COMPLEX) kind = COMPLEX;
        else if (joins) continue;
        else kind = BREAK;
      }
      if (kind === COMPLEX) simple = false;
      else if (kind === CJK) {
        runCjk++;
        inWord = false;
      } else if (kind === BREAK) inWord = false;
      else if (!inWord) {
        inWord = true;
        runWords++;
      }
      previous = kind;
    }
    if (simple) {
      words += runWords;
      cjk += runCjk;
    } else complex += `${text.slice(start, end)} `;
    start = end;
  }
  const rest = complex === '' ? 0 : segmentWords(withoutCjk(complex));
  return words + rest + (cjk + (complex === '' ? 0 : countCjk(complex))) / 1.6;
}

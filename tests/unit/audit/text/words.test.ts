import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMostlyCjk } from '../../../../audit/src/text/cjk.ts';
import { countWords, countWordsBySegmenter } from '../../../../audit/src/text/countWords.ts';
import { normalizeText } from '../../../../audit/src/text/normalizeText.ts';

const tricky = [
  ...'aZé9_:.,;\'’‘ ·-"/“…中ひ한ー、。，：．；？（々〇Ж½№\u00ad\u0301\u200d😀ภ١א\u00a0\n＿ª･𠀀',
];
const text = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...tricky) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 0x2070 }).map((code) => String.fromCharCode(code)) },
    ),
  )
  .map((parts) => parts.join(''));

describe('countWords', () => {
  it('equals the segmenter for any text', () => {
    fc.assert(
      fc.property(text, (sample) => {
        expect(countWords(sample)).toBeCloseTo(countWordsBySegmenter(sample), 9);
      }),
      { numRuns: 5000 },
    );
  });

  it('equals the segmenter for every character alone and between letters or digits', () => {
    const wrong: string[] = [];
    for (let code = 0; code < 0x10000; code++) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const character = String.fromCharCode(code);
      const sample = `${character} a${character}b 1${character}2`;
      if (Math.abs(countWords(sample) - countWordsBySegmenter(sample)) > 1e-9) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    ['', 0],
    ['   ', 0],
    ['one two three', 3],
    ["it's 1,234.5 times better", 4],
    ['高山茶園', 4 / 1.6],
    ['iPhone手機 2 支', 1 + 1 + 3 / 1.6],
    ['コーヒー', 4 / 1.6],
    ['한국어 텍스트', 6 / 1.6],
    ['— … “ ”', 0],
  ])('%j has %d words', (sample, words) => {
    expect(countWords(sample)).toBeCloseTo(words, 9);
  });
});

describe('isMostlyCjk', () => {
  it.each([
    ['', false],
    ['123 !', false],
    ['Tea 茶', false],
    ['ab 茶園', false],
    ['a 茶園', true],
    ['茶園 2024，100%', true],
    ['ABC 株式会社カメラ', true],
    ['한국어 abc', false],
    ['한국어 ab', true],
    ['2024 — 100 %', false],
    ['tea', false],
    ['茶茶te', false],
    ['茶茶茶te', true],
    ['お茶ab', false],
    ['コーヒーab', true],
    ['한국차abc', false],
    ['한국차ab', true],
    ['茶 123456', true],
    ['〇〇〇〇 ab', false],
  ])('%j: %s', (sample, cjk) => {
    expect(isMostlyCjk(sample)).toBe(cjk);
  });
});

describe('normalizeText', () => {
  it.each([
    ['  a \n\t b  ', 'a b'],
    ['cafe\u0301', 'café'],
    ['a\u00a0\u3000b', 'a b'],
    ['\0', ''],
  ])('%j becomes %j', (sample, normal) => {
    expect(normalizeText(sample)).toBe(normal);
  });
});

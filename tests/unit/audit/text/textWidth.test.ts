import { describe, expect, it } from 'vitest';
import { countGraphemes, fullWidthCharacters, resultWidth } from '../../../../audit/src/text/textWidth.ts';

describe('result width', () => {
  it.each([
    ['', 0],
    // Arial: i 455, W 1933, space 569 units of 2048, at 20 px.
    ['i', (455 * 20) / 2048],
    ['W', (1933 * 20) / 2048],
    ['a b', ((1139 + 569 + 1139) * 20) / 2048],
    ['é', (1139 * 20) / 2048],
    ['e\u0301', (1139 * 20) / 2048],
    ['ế', (1139 * 20) / 2048],
    ['“…”', ((682 + 2048 + 682) * 20) / 2048],
    ['茶', 22],
    ['，', 22],
    ['Ａ', 22],
    ['ｱ', (1139 * 20) / 2048],
    ['가', 22],
    ['🍵', 22],
    ['👩\u200d🌾', 22],
    ['茶'.repeat(26), 572],
  ])('%j is %d px', (text, width) => {
    expect(resultWidth(text)).toBeCloseTo(width, 9);
  });
});

it.each([
  ['tea', 3, 1.5],
  ['茶 tea', 5, 3],
  ['春茶。', 3, 3],
  ['e\u0301', 1, 0.5],
  ['👩\u200d🌾', 1, 1],
])('%j has %d characters, %d full-width ones', (text, characters, full) => {
  expect(countGraphemes(text)).toBe(characters);
  expect(fullWidthCharacters(text)).toBe(full);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHtml } from '../../../support/checks/readHtml.ts';

const pieces = [
  '<html lang=en>',
  '<head>',
  '</head>',
  '<body>',
  '</body>',
  '<title>',
  '</title>',
  '<meta name=robots content="noindex,none">',
  '<link rel=canonical href=/x>',
  '<base href=//b.org>',
  '<a href=/y rel=nofollow>',
  '<a ',
  '</a>',
  '<img src=z alt=q>',
  '<h1 id=i>',
  '</h1>',
  '<main>',
  '</main>',
  '<article>',
  '</article>',
  '<nav>',
  '</nav>',
  '<p>',
  '</p>',
  '</br>',
  '<svg>',
  '</svg>',
  '<template>',
  '</template>',
  '<noscript>',
  '</noscript>',
  '<script>',
  '</script>',
  '<style>',
  '</style>',
  '<textarea>',
  '<table><tr><td>',
  '</table>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<!doctype html>',
  '<?xml ?>',
  '&amp;',
  '&#x41;',
  '&bogus',
  '&',
  '<',
  '>',
  '"',
  "'",
  '=',
  '/',
  ' ',
  'text',
  '茶園',
  '\u0301',
  '\0',
  '😀',
  '\ud800',
  '<math><mi>',
  '</title',
  '<select><option>',
  '<div class="a b" id=i>',
  '<x-a><template shadowrootmode=open><slot>',
  '<table>',
  '<b>',
  '</b>',
  '<p hidden>',
  '<dialog>',
];

const markup = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme', maxLength: 5 })), {
    maxLength: 60,
  })
  .map((parts) => parts.join(''));

const cutAt = (text: string, places: number[]): string[] => {
  const cuts = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...cuts].map((from, index) => text.slice(from, cuts[index] ?? text.length));
};

describe('reading any markup', () => {
  it('never throws, and reads the same facts from pieces of any size', () => {
    fc.assert(
      fc.property(markup, fc.array(fc.nat(), { maxLength: 8 }), (html, places) => {
        expect(readHtml(cutAt(html, places))).toEqual(readHtml(html));
      }),
      { numRuns: 3000 },
    );
  });

  it('reads the same facts from single characters', () => {
    fc.assert(
      fc.property(markup, (html) => {
        expect(readHtml(html.split(''))).toEqual(readHtml(html));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['unclosed elements', '<div>'.repeat(300_000)],
    ['end tags without start tags', `${'<div>'.repeat(100_000)}${'</b>'.repeat(200_000)}`],
    ['links', '<a href=x>y'.repeat(200_000)],
    ['headings', '<h1>x'.repeat(200_000)],
    ['attributes', `<a ${Array.from({ length: 100_000 }, (_, n) => `a${n}=1`).join(' ')}>`],
    ['attributes of the root', Array.from({ length: 20_000 }, (_, n) => `<html a${n}=1>`).join('')],
    ['misplaced elements of a table', `<table>${'<b>x</b>'.repeat(20_000)}`],
    ['misplaced text of a table', `<table>${'x<tr>'.repeat(20_000)}`],
    ['formatting that never ends', Array.from({ length: 20_000 }, (_, n) => `<font size=${n}>x`).join('')],
    [
      'formatting opened again',
      Array.from({ length: 10_000 }, (_, n) => `<p><font size=${n}>x</p>`).join(''),
    ],
    ['misnested formatting', '<b><p></b>'.repeat(20_000)],
    ['nested templates', '<template>'.repeat(20_000)],
    ['nested shadow roots', '<x-a><template shadowrootmode=open><slot>x'.repeat(5_000)],
    ['nested tables', '<table><tr><td>'.repeat(10_000)],
    ['nested pictures', '<svg><foreignObject>'.repeat(10_000)],
    ['selects', '<select><option>'.repeat(20_000)],
    ['paragraph ends', '</p>'.repeat(300_000)],
    ['ids', Array.from({ length: 100_000 }, (_, n) => `<p id=a${n}>`).join('')],
  ])('finishes a hostile page of %s', (_name, html) => {
    const facts = readHtml(html);
    expect(facts.links.length).toBeLessThanOrEqual(10_000);
    expect(facts.h1s.length).toBeLessThanOrEqual(1_000);
  });
});

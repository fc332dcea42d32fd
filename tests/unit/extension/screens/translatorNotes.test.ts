import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isMap, parseDocument, type Scalar, type ScalarTag } from 'yaml';
import { parseWords } from '@/locales/parseWords';
import { readWords } from '@/locales/readWords';

const screensTag: ScalarTag = { tag: '!screens', resolve: (key) => key };

const parameters = (entry: string | object): string[] => JSON.stringify(entry).match(/\{\w+\}/g) ?? [];

/** Every text of the file with the note above it, or above a map around it where that is about each text. */
function notesOf(
  node: unknown,
  texts: object,
  path = '',
  around = '',
  into = new Map<string, string>(),
): Map<string, string> {
  if (!isMap<Scalar<string>>(node)) return into;
  for (const [index, { key, value }] of node.items.entries()) {
    const at = path ? `${path}.${key.value}` : key.value;
    // The note of the first key of a map stands before the map.
    const above = key.commentBefore ?? (index === 0 ? node.commentBefore : null);
    const note = above?.replaceAll(/\s+/g, ' ').trim() ?? '';
    const inherited = note.startsWith('Each: ') ? note : note ? '' : around;
    if (at in texts) into.set(at, note || around);
    else notesOf(value, texts, at, inherited, into);
  }
  return into;
}

const screens = readWords('locales/en.yaml');
const worker = parseWords(readFileSync('locales/worker.en.yaml', 'utf8'), screens);
const source = readFileSync('locales/worker.en.yaml', 'utf8');
// A text that is taken from the screens has its note there.
const taken = parseWords(source.replaceAll(/!screens .*/g, '—'));
const own = Object.fromEntries(Object.entries(worker).filter(([key]) => taken[key] && taken[key] !== '—'));

describe.each([
  ['en.yaml', screens],
  ['worker.en.yaml', own],
])('the notes for translators of %s', (file, texts) => {
  const document = parseDocument(readFileSync(`locales/${file}`, 'utf8'), { customTags: [screensTag] });
  const notes = notesOf(document.contents, texts);

  it('are above each text, or above a group that is alike', () => {
    const keys = Object.keys(texts);
    expect(keys.length).toBeGreaterThan(20);
    expect([...notes.keys()].sort()).toEqual(keys.sort());
    expect(keys.filter((key) => (notes.get(key) ?? '').length < 5)).toEqual([]);
  });

  it('name each parameter of the text, but for numbers of the code', () => {
    for (const [key, entry] of Object.entries(texts))
      for (const parameter of parameters(entry))
        if (/[a-z]/.test(parameter)) expect(notes.get(key), key).toContain(parameter);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isMap, parseDocument, type Scalar } from 'yaml';
import { readWords } from '@/locales/readWords';

const parameters = (entry: string | object): string[] => JSON.stringify(entry).match(/\{\w+\}/g) ?? [];

describe('the notes for translators', () => {
  /** Every text of the file with the note above it, or above a map around it where that is about each text. */
  function notesOf(node: unknown, path: string, around: string, into: Map<string, string>): void {
    if (!isMap<Scalar<string>>(node)) return;
    for (const [index, { key, value }] of node.items.entries()) {
      const at = path ? `${path}.${key.value}` : key.value;
      // The note of the first key of a map stands before the map.
      const above = key.commentBefore ?? (index === 0 ? node.commentBefore : null);
      const note = above?.replaceAll(/\s+/g, ' ').trim() ?? '';
      const inherited = note.startsWith('Each: ') ? note : note ? '' : around;
      if (at in english) into.set(at, note || around);
      else notesOf(value, at, inherited, into);
    }
  }

  const english = readWords('locales/en.yaml');
  const notes = new Map<string, string>();
  notesOf(parseDocument(readFileSync('locales/en.yaml', 'utf8')).contents, '', '', notes);

  it('are above each text, or above a group that is alike', () => {
    const keys = Object.keys(english);
    expect([...notes.keys()].sort()).toEqual(keys.sort());
    expect(keys.filter((key) => (notes.get(key) ?? '').length < 5)).toEqual([]);
  });

  it('name each parameter of the text, but for numbers of the code', () => {
    for (const [key, entry] of Object.entries(readWords('locales/en.yaml')))
      for (const parameter of parameters(entry))
        if (/[a-z]/.test(parameter)) expect(notes.get(key), key).toContain(parameter);
  });
});

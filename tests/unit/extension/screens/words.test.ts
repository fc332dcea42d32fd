import { readdirSync, readFileSync } from 'node:fs';
import { scanErrorCodes } from '@seo-live/protocol';
import { describe, expect, it } from 'vitest';
import { failureLooks } from '@/lib/state/failureLooks';
import { parseWords } from '@/locales/parseWords';
import { readWords } from '@/locales/readWords';

const read = (name: string) => readWords(`locales/${name}.yaml`);
const catalogues = [
  ['screens', read('en'), read('zh-TW')],
  ['worker', read('worker.en'), read('worker.zh-TW')],
] as const;

const texts = (entry: string | object): string[] =>
  typeof entry === 'string' ? [entry] : Object.values(entry);
const parameters = (entry: string | object): string[] =>
  [...new Set(texts(entry).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

const sources = ['components', 'lib', 'entrypoints', 'wxt.config.ts']
  .flatMap((root) =>
    root.endsWith('.ts')
      ? [root]
      : readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => `${root}/${path}`),
  )
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');
const literals = new Set([...sources.matchAll(/'([\w.]+)'/g)].map((match) => match[1]));
const templates = [...sources.matchAll(/`([a-z_]+\.[^`\n]*\$\{[^`\n]*)`/g)].map((match) => {
  const pattern = (match[1] ?? '').split(/\$\{[^}]*\}/).map((piece) => piece.replaceAll('.', '\\.'));
  return new RegExp(`^${pattern.join('[\\w-]+')}$`);
});
const isUsed = (key: string) => literals.has(key) || templates.some((pattern) => pattern.test(key));

describe.each(catalogues)('the words of %s', (name, en, zh) => {
  it('are the same keys in both languages', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  });

  it('take the same parameters in both languages', () => {
    for (const [key, entry] of Object.entries(en))
      expect([key, parameters(zh[key] ?? '')]).toEqual([key, parameters(entry)]);
  });

  it('are never empty, and say all their plurals', () => {
    for (const words of [en, zh]) {
      for (const [key, entry] of Object.entries(words)) {
        for (const text of texts(entry)) expect(text.trim(), key).not.toBe('');
      }
    }
    for (const [key, entry] of Object.entries(en)) {
      if (typeof entry === 'object')
        expect(Object.keys(entry), key).toEqual(expect.arrayContaining(['one', 'other']));
    }
  });

  it('write Chinese with full-width punctuation, and a space beside Latin and digits', () => {
    const han = '\\p{Script=Han}';
    for (const [key, entry] of Object.entries(zh)) {
      for (const text of texts(entry)) {
        expect(text, key).not.toMatch(new RegExp(`${han}[,;:!?()]|[,;!?()]${han}`, 'u'));
        expect(text, key).not.toMatch(new RegExp(`${han}[A-Za-z0-9]|[A-Za-z0-9%]${han}`, 'u'));
      }
    }
  });

  /** Code that puts a blank between a text and something else. */
  const joinsIn = (code: string) => {
    const joined = [
      // A text before a blank and something else, but for the number after a label.
      /\bt\([^\n]*\)\}(?:\{' '\}| (?!<span className="num">)[{<])[^\n]*/g,
      // The same over several lines: the end of a call before a blank, or a blank before a text.
      /^ *\}\)\}(?:\{' '\}| [{<])[^\n]*|\{' '\}\s*\{t\(/gm,
      // Whatever the list is made of, but for the class names of an element.
      /^[^\n]*\.join\(' '\)(?! \|\| undefined)[^\n]*/gm,
      /`[^`\n]*\$\{[^`\n]*\} \$\{t\([^`\n]*`|`\$\{t\([^`\n]*\}:? \$\{[^`\n]*`/g,
    ];
    return joined.flatMap((pattern) => code.match(pattern) ?? []);
  };

  it('are never joined by a blank in code, which is wrong between Chinese sentences', () => {
    expect(joinsIn(sources)).toEqual([]);
  });

  it.each([
    "{t('a.b')} {more}",
    "{t('a.b')}{' '}\n<b>more</b>",
    "{t('a.b', {\n  count,\n})}{' '}\n<b>more</b>",
    "{t('a.b', {\n  count,\n})} <b>more</b>",
    "<b>more</b>{' '}\n{t('a.b')}",
    "const words = [title, text].join(' ');",
    "const words = [\n  t('a.b'),\n  text,\n].join(' ');",
    ['`$', '{title} $', "{t('a.b')}`"].join(''),
  ])('would be found joined in %j', (code) => {
    expect(joinsIn(code)).not.toEqual([]);
  });

  it('are all used', () => {
    const spoken = Object.keys(en).filter((key) => !/^(?:failure|scan_failure)\./.test(key));
    expect(spoken.filter((key) => name === 'screens' && !isUsed(key))).toEqual([]);
  });
});

/** Met by live updates and their test only, which have words of their own for them. */
const ofLiveUpdates = new Set(['websocket_off', 'socket_blocked', 'lost']);
const requestCodes = Object.entries(failureLooks)
  .filter(([code, { source }]) => source !== 'scan' && !ofLiveUpdates.has(code))
  .map(([code]) => code);
const codesOf = (group: string) =>
  new Set(
    Object.keys(read('en'))
      .filter((key) => key.startsWith(`${group}.`))
      .map((key) => key.split('.')[1]),
  );

describe('the words of the worker', () => {
  const screens = {
    'phase.done': 'Done',
    'phase.queued': 'Waiting',
    'failure.x.title': 'No',
    'failure.x.text': 'A',
  };

  it('take texts of the screens by key, or all that match', () => {
    expect(parseWords('a: {b: !screens phase.done, c: !screens phase.*}', screens)).toEqual({
      'a.b': 'Done',
      'a.c.done': 'Done',
      'a.c.queued': 'Waiting',
    });
    expect(parseWords('a: !screens failure.*.title', screens)).toEqual({ 'a.x': 'No' });
    expect(() => parseWords('a: !screens phase.lost', screens)).toThrow(/phase\.lost/);
  });

  it.each(['en', 'zh-TW'])('repeat no sentence of the screens in %s', (language) => {
    const onScreens = new Set(Object.values(read(language)).flatMap(texts));
    const source = readFileSync(`locales/worker.${language}.yaml`, 'utf8');
    const own = Object.entries(parseWords(source.replaceAll(/!screens .*/g, '—')));
    expect(own.filter(([, entry]) => texts(entry).some((text) => onScreens.has(text)))).toEqual([]);
  });
});

describe('error codes', () => {
  it('of requests have words each, and no words are left without a code', () => {
    expect(codesOf('failure')).toEqual(new Set([...requestCodes, 'unknown']));
  });

  it('of scans have words each, and no words are left without a code', () => {
    expect(codesOf('scan_failure')).toEqual(new Set([...scanErrorCodes, 'unknown']));
  });

  it('have a title and a sentence in both languages', () => {
    for (const words of [read('en'), read('zh-TW')]) {
      for (const group of ['failure', 'scan_failure']) {
        for (const code of codesOf(group)) {
          expect(words[`${group}.${code}.title`]).toBeTypeOf('string');
          expect(words[`${group}.${code}.text`]).toMatch(/[.。]$/);
        }
      }
    }
  });
});

import { parse, type ScalarTag } from 'yaml';

export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
export type Catalogue = Record<string, string | Plural>;

const PLURAL_KEYS = new Set(['zero', 'one', 'two', 'few', 'many', 'other']);

const isPlural = (value: Record<string, unknown>): value is Plural =>
  typeof value.other === 'string' && Object.keys(value).every((key) => PLURAL_KEYS.has(key));

/** A reference to texts of the screens: `phase.done`, or `phase.*` for all of them. */
class FromScreens {
  pattern: string;

  constructor(pattern: string) {
    this.pattern = pattern;
  }
}

const fromScreens: ScalarTag = { tag: '!screens', resolve: (pattern) => new FromScreens(pattern) };

function takeFromScreens({ pattern }: FromScreens, path: string, screens: Catalogue, into: Catalogue): void {
  const [before = '', after] = pattern.split('*');
  const taken = Object.entries(screens).filter(([key]) =>
    after === undefined ? key === pattern : key.startsWith(before) && key.endsWith(after),
  );
  if (taken.length === 0) throw new Error(`The words at "${path}" name no text of the screens: ${pattern}`);
  for (const [key, entry] of taken) {
    const star = key.slice(before.length, key.length - (after?.length ?? 0));
    into[after === undefined ? path : `${path}.${star}`] = entry;
  }
}

function flatten(value: unknown, path: string, screens: Catalogue, into: Catalogue): void {
  if (typeof value === 'string') {
    into[path] = value;
    return;
  }
  if (value instanceof FromScreens) {
    takeFromScreens(value, path, screens, into);
    return;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`The words at "${path}" must be text or a map of texts.`);
  }
  const map = value as Record<string, unknown>;
  if (path && isPlural(map)) {
    into[path] = map;
    return;
  }
  for (const [key, inner] of Object.entries(map))
    flatten(inner, path ? `${path}.${key}` : key, screens, into);
}

/**
 * A YAML catalogue as flat dotted keys; a map that holds only plural categories stays one entry. A value
 * `!screens KEY` takes the text of that key from `screens`, so that each sentence is written once.
 */
export function parseWords(yaml: string, screens: Catalogue = {}): Catalogue {
  const words: Catalogue = {};
  flatten(parse(yaml, { customTags: [fromScreens] }) ?? {}, '', screens, words);
  return words;
}

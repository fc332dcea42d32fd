import { parse } from 'yaml';

export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
export type Catalogue = Record<string, string | Plural>;

const PLURAL_KEYS = new Set(['zero', 'one', 'two', 'few', 'many', 'other']);

const isPlural = (value: Record<string, unknown>): value is Plural =>
  typeof value.other === 'string' && Object.keys(value).every((key) => PLURAL_KEYS.has(key));

function flatten(value: unknown, path: string, into: Catalogue): void {
  if (typeof value === 'string') {
    into[path] = value;
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
  for (const [key, inner] of Object.entries(map)) flatten(inner, path ? `${path}.${key}` : key, into);
}

/** A YAML catalogue as flat dotted keys; a map that holds only plural categories stays one entry. */
export function parseWords(yaml: string): Catalogue {
  const words: Catalogue = {};
  flatten(parse(yaml) ?? {}, '', words);
  return words;
}

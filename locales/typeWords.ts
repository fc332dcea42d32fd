import type { Catalogue } from './parseWords.ts';

/** Parameters in capitals are numbers of the code, which the translator knows by itself. */
const PARAMETER = /\{([a-z]\w*)\}/g;

function parametersOf(entry: Catalogue[string]): string {
  const texts = typeof entry === 'string' ? [entry] : Object.values(entry);
  const names = new Set(texts.flatMap((text) => [...text.matchAll(PARAMETER)].map((match) => match[1])));
  if (typeof entry !== 'string') names.add('count');
  const fields = [...names].map((name) => {
    const type = name === 'count' && typeof entry !== 'string' ? 'number' : 'string | number';
    return `${name}: ${type}`;
  });
  return fields.length ? `{ ${fields.join('; ')} }` : 'Record<never, never>';
}

/** Declares one global interface: a key for each entry, its parameters as the value's type. */
export function typeWords(name: string, words: Catalogue): string {
  const lines = Object.entries(words).map(
    ([key, entry]) => `  ${JSON.stringify(key)}: ${parametersOf(entry)};`,
  );
  return `interface ${name} {\n${lines.join('\n')}\n}\n`;
}

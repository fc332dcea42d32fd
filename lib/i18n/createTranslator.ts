import type { Locale } from './chooseLocale';

export type Entry = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);
export type Words = Record<string, Entry>;

type Arguments<P> = keyof P extends never ? [] : [parameters: P];

/** `t('key', { name })`: keys and parameters are typed by the English catalogue. */
export type Translate<W> = <K extends keyof W & string>(key: K, ...parameters: Arguments<W[K]>) => string;

/**
 * Text pieces of an entry in order: what stands between the parameters, and the parameters' names.
 * Plurals are chosen by `count` with the language's own rules.
 */
function piecesOf(entry: Entry, locale: Locale, count?: unknown): { text?: string; name?: string }[] {
  const text =
    typeof entry === 'string'
      ? entry
      : (entry[new Intl.PluralRules(locale).select(Number(count ?? 0))] ?? entry.other);
  return text
    .split(/(\{\w+\})/)
    .map((piece) => (/^\{\w+\}$/.test(piece) ? { name: piece.slice(1, -1) } : { text: piece }));
}

/**
 * Numbers are written the way the language writes them; texts are put in as they are. `quoted` has the
 * parameters that every text may name without the caller's help.
 */
export function createTranslator<W>(
  words: Words,
  locale: Locale,
  quoted: Readonly<Record<string, number>> = {},
): Translate<W> {
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  return (key, ...rest) => {
    const parameters: Record<string, unknown> = { ...quoted, ...rest[0] };
    const entry = words[key];
    if (entry === undefined) return key;
    return piecesOf(entry, locale, parameters.count)
      .map(({ text, name }) => {
        if (name === undefined) return text;
        const value = parameters[name];
        return typeof value === 'number' ? numbers.format(value) : String(value ?? '');
      })
      .join('');
  };
}

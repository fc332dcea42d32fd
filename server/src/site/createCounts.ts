/** Counts by language and by other parts. */
export function createCounts() {
  const counts = new Map<string, number>();
  const keyOf = (lang: string | null, name: string, parts: readonly string[]): string =>
    JSON.stringify([lang, name, ...parts]);
  const raise = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  return {
    add(lang: string, name: string, parts: readonly string[]): void {
      raise(keyOf(lang, name, parts));
      raise(keyOf(null, name, parts));
    },
    /** `lang` null: in any language. */
    of: (lang: string | null, name: string, parts: readonly string[]): number =>
      counts.get(keyOf(lang, name, parts)) ?? 0,
  };
}

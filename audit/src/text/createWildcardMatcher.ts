/**
 * Compares texts with a pattern in which `*` stands for any characters. With `whole`, the pattern must match
 * the whole text, otherwise its beginning. Uses no regular expression, because a hostile pattern could make
 * one very slow.
 */
export function createWildcardMatcher(pattern: string, { whole }: { whole: boolean }) {
  const pieces = pattern.split('*');
  const first = pieces[0] ?? '';
  const last = pieces.length > 1 ? (pieces.at(-1) ?? '') : null;
  const middle = pieces.slice(1, -1).filter((piece) => piece !== '');
  return (text: string): boolean => {
    if (!text.startsWith(first)) return false;
    let position = first.length;
    for (const piece of middle) {
      const found = text.indexOf(piece, position);
      if (found === -1) return false;
      position = found + piece.length;
    }
    if (last === null) return !whole || text.length === position;
    return whole
      ? text.endsWith(last) && text.length - last.length >= position
      : text.includes(last, position);
  };
}

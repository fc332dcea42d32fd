export interface RobotsRule {
  allow: boolean;
  /** The value of its line: a path, in which `*` is any run, and `$` at the end is the end. */
  pattern: string;
}

/** The longest pattern decides, and `allow` when two are equally long. */
export interface Decision {
  length: number;
  allow: boolean;
}

/** A decision that also needs the path to end with `last`, because its pattern ends with `$`. */
interface EndDecision extends Decision {
  last: string;
}

/** Text between two wildcards. Patterns that begin alike share their pieces, so each is looked for once. */
interface Piece {
  text: string;
  characters: Characters;
  next: Map<string, Piece>;
  open: Decision | null;
  ends: EndDecision[];
}

/** Which of 96 ASCII characters a text has, one bit each. */
type Characters = readonly [number, number, number];

function charactersOf(text: string): Characters {
  const bits: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const word = ((code >> 5) - 1) as 0 | 1 | 2;
    if (word >= 0 && word <= 2) bits[word] |= 1 << (code & 31);
  }
  return bits;
}

/** Tells without a search that most pieces are not in a path. */
const mayContain = (path: Characters, piece: Characters): boolean =>
  (piece[0] & ~path[0]) === 0 && (piece[1] & ~path[1]) === 0 && (piece[2] & ~path[2]) === 0;

export const better = (a: Decision | null, b: Decision | null): Decision | null => {
  if (a === null || b === null) return a ?? b;
  if (a.length !== b.length) return a.length > b.length ? a : b;
  return a.allow ? a : b;
};

const newPiece = (text: string): Piece => ({
  text,
  characters: charactersOf(text),
  next: new Map(),
  open: null,
  ends: [],
});

function addPattern(root: Piece, { pattern, allow }: RobotsRule): void {
  const decision = { length: pattern.length, allow };
  const whole = pattern.endsWith('$');
  const texts = (whole ? pattern.slice(0, -1) : pattern).split('*');
  const last = whole ? (texts.pop() ?? '') : '';
  let piece = root;
  texts.forEach((text, i) => {
    // The first piece is at the beginning of the path, also when it is empty.
    if (text === '' && i > 0) return;
    const next = piece.next.get(text) ?? newPiece(text);
    piece.next.set(text, next);
    piece = next;
  });
  if (whole) piece.ends.push({ ...decision, last });
  else piece.open = better(piece.open, decision);
}

/**
 * Decides about a path by patterns with `*` or `$` at their end; null when none matches. Each piece is looked
 * for at most once, from where the piece before it ends: the first place is never a worse one, so nothing is
 * tried twice.
 */
export function createWildcardRules(rules: readonly RobotsRule[]): (path: string) => Decision | null {
  const root = newPiece('');
  const exact = new Map<string, Decision>();
  for (const rule of rules) {
    if (rule.pattern.includes('*')) addPattern(root, rule);
    else {
      const path = rule.pattern.slice(0, -1);
      const decision = { length: rule.pattern.length, allow: rule.allow };
      exact.set(path, better(exact.get(path) ?? null, decision) ?? decision);
    }
  }
  return (path) => {
    let best = exact.get(path) ?? null;
    if (root.next.size === 0) return best;
    const characters = charactersOf(path);
    const waiting: { piece: Piece; position: number }[] = [];
    for (const first of root.next.values())
      if (path.startsWith(first.text)) waiting.push({ piece: first, position: first.text.length });
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const { piece, position } = at;
      best = better(best, piece.open);
      for (const end of piece.ends)
        if (path.length - end.last.length >= position && path.endsWith(end.last)) best = better(best, end);
      for (const next of piece.next.values()) {
        if (!mayContain(characters, next.characters)) continue;
        const found = path.indexOf(next.text, position);
        if (found !== -1) waiting.push({ piece: next, position: found + next.text.length });
      }
    }
    return best;
  };
}

import { better, createWildcardRules, type Decision, type RobotsRule } from './createWildcardRules.ts';

/** A pattern without `*` and `$` at its end. `shorter` is the longest other pattern with which it begins. */
interface Prefix {
  pattern: string;
  allow: boolean;
  shorter: Prefix | null;
}

/**
 * Patterns with `*` or `$` of one group that are used, the longest. Each may be looked for in every URL, which
 * in a hostile file takes long. Patterns without them are looked up, so any number is used.
 */
export const MAX_WILDCARDS = 5_000;

export const isWild = ({ pattern }: RobotsRule): boolean => pattern.includes('*') || pattern.endsWith('$');

/** The longest pattern decides, and `allow` when two are equally long. */
const byPriority = (a: RobotsRule, b: RobotsRule): number =>
  b.pattern.length - a.pattern.length || Number(b.allow) - Number(a.allow);

/** In alphabetical order, so that a search finds the place of a path among them. */
function sortPrefixes(rules: readonly RobotsRule[]): Prefix[] {
  const allowOf = new Map<string, boolean>();
  for (const { pattern, allow } of rules) allowOf.set(pattern, allow || allowOf.get(pattern) === true);
  const sorted = [...allowOf].sort(([a], [b]) => (a < b ? -1 : 1));
  const prefixes: Prefix[] = [];
  let shorter: Prefix | null = null;
  for (const [pattern, allow] of sorted) {
    while (shorter !== null && !pattern.startsWith(shorter.pattern)) shorter = shorter.shorter;
    shorter = { pattern, allow, shorter };
    prefixes.push(shorter);
  }
  return prefixes;
}

function longestPrefix(prefixes: readonly Prefix[], path: string): Prefix | null {
  let low = 0;
  let high = prefixes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((prefixes[middle]?.pattern ?? '') <= path) low = middle + 1;
    else high = middle;
  }
  let found = prefixes[low - 1] ?? null;
  while (found !== null && !path.startsWith(found.pattern)) found = found.shorter;
  return found;
}

/**
 * Decides about a path by the rules of one group: true, false, or null when no rule matches. The time for a
 * path grows with its length and the number of patterns with wildcards.
 */
export function createRuleMatcher(rules: readonly RobotsRule[]): (path: string) => boolean | null {
  const prefixes = sortPrefixes(rules.filter((rule) => !isWild(rule)));
  const wild = createWildcardRules(rules.filter(isWild).sort(byPriority).slice(0, MAX_WILDCARDS));
  return (path) => {
    const prefix = longestPrefix(prefixes, path);
    const plain: Decision | null = prefix && { length: prefix.pattern.length, allow: prefix.allow };
    return better(plain, wild(path))?.allow ?? null;
  };
}

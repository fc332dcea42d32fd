import { bytesToText, utf8Text } from '../encodings/bytesToText.ts';
import { createRuleMatcher, isWild, MAX_WILDCARDS } from './createRuleMatcher.ts';
import type { RobotsRule } from './createWildcardRules.ts';
import { type RobotsLine, robotsLines } from './robotsLines.ts';

export interface RobotsRules {
  /** Takes path and query as they are requested. */
  allows(pathAndQuery: string): boolean;
  crawlDelayS: number | null;
  /** The line that decides about a path; null when none does. Takes longer than `allows`. */
  lineFor(pathAndQuery: string): { number: number; text: string } | null;
  /** As written. */
  sitemaps: string[];
  /** Rules that are not used because the file has too many with wildcards. */
  leftOut: number;
}

/** The bytes of a robots.txt that count; the rest is ignored. Source: https://developers.google.com/crawling/docs/robots-txt/robots-txt-spec */
export const ROBOTS_BYTES = 512_000;

/** A rule with its line. */
interface WrittenRule extends RobotsRule {
  number: number;
  text: string;
}

/** Agents of one or more user-agent lines, with the rules that follow them. */
interface Group {
  isOwn: boolean;
  isGlobal: boolean;
  rules: WrittenRule[];
  delayS: number | null;
}

/** Escapes with capital digits, as robots.txt and URLs are compared: their case makes no two paths. */
const capitalDigits = (path: string): string =>
  path.includes('%') ? path.replace(/%[0-9a-f]{2}/gi, (escaped) => escaped.toUpperCase()) : path;

/** The pattern of a value: bytes over 0x7f are escaped, escapes get capital digits, nothing is decoded. */
const patternOf = (value: string): string =>
  capitalDigits(value).replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);

/** `Allow: /folder/index.html` also allows `/folder/` itself. */
function folderOfIndex(pattern: string): string | null {
  const slash = pattern.lastIndexOf('/');
  return slash !== -1 && pattern.startsWith('/index.htm', slash) ? `${pattern.slice(0, slash + 1)}$` : null;
}

function addRule(group: Group, { field, name, value, number }: RobotsLine): void {
  // A rule without a value is no rule; it matches with length 0, which Google ignores.
  if (value === '') return;
  const pattern = patternOf(value);
  const allow = field === 'allow';
  const line = { number, text: `${name}: ${utf8Text(value)}`.slice(0, 200) };
  group.rules.push({ allow, pattern, ...line });
  const folder = allow ? folderOfIndex(pattern) : null;
  if (folder !== null) group.rules.push({ allow, pattern: folder, ...line });
}

function addAgent(group: Group, value: string, robotName: string): void {
  if (/^\*(?:\s|$)/.test(value)) group.isGlobal = true;
  else if ((/^[A-Za-z_-]+/.exec(value)?.[0] ?? '').toLowerCase() === robotName) group.isOwn = true;
}

function addDelay(group: Group, { name, value }: RobotsLine): void {
  if (name.toLowerCase() !== 'crawl-delay' || value === '') return;
  const delay = Number(value);
  if (delay >= 0 && Number.isFinite(delay)) group.delayS ??= delay;
}

/** The rule that decides: the longest that matches, an allowing one when two are equally long. */
function deciding(rules: readonly WrittenRule[], path: string): WrittenRule | null {
  let best: WrittenRule | null = null;
  for (const rule of rules) {
    const isBetter =
      best === null ||
      rule.pattern.length > best.pattern.length ||
      (rule.pattern.length === best.pattern.length && rule.allow && !best.allow);
    if (isBetter && createRuleMatcher([rule])(path) !== null) best = rule;
  }
  return best;
}

/**
 * Reads a robots.txt as Google's parser does, for the robot of this name. All groups that name it count
 * together, otherwise all groups for `*`. Only `allow` and `disallow` end a run of user-agent lines. Also reads
 * Crawl-delay, which Google does not, and Sitemap.
 * Sources: https://github.com/google/robotstxt, https://developers.google.com/crawling/docs/robots-txt/robots-txt-spec
 */
export function parseRobots(file: Uint8Array, robotName: string): RobotsRules {
  const own = robotName.toLowerCase();
  const groups: Group[] = [];
  const sitemaps: string[] = [];
  let hasRules = true;

  for (const line of robotsLines(bytesToText(file.subarray(0, ROBOTS_BYTES)))) {
    let group = groups.at(-1);
    if (line.field === 'user-agent') {
      if (hasRules || group === undefined) {
        group = { isOwn: false, isGlobal: false, rules: [], delayS: null };
        groups.push(group);
      }
      hasRules = false;
      addAgent(group, line.value, own);
    } else if (line.field === 'sitemap') {
      if (line.value !== '') sitemaps.push(utf8Text(line.value));
    } else if (group !== undefined) {
      if (line.field === 'other') addDelay(group, line);
      else {
        hasRules = true;
        addRule(group, line);
      }
    }
  }

  const named = groups.filter(({ isOwn }) => isOwn);
  const ours = named.length > 0 ? named : groups.filter(({ isGlobal }) => isGlobal);
  const rules = ours.flatMap((group) => group.rules);
  const decide = createRuleMatcher(rules);
  return {
    allows: (pathAndQuery) => pathAndQuery === '/robots.txt' || (decide(capitalDigits(pathAndQuery)) ?? true),
    lineFor(pathAndQuery) {
      const rule = deciding(rules, capitalDigits(pathAndQuery));
      return rule && { number: rule.number, text: rule.text };
    },
    crawlDelayS: ours.find(({ delayS }) => delayS !== null)?.delayS ?? null,
    sitemaps,
    leftOut: Math.max(0, rules.filter(isWild).length - MAX_WILDCARDS),
  };
}

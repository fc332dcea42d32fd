/** What a line of a robots.txt is to Google's parser. `other` are fields that it skips. */
export type RobotsField = 'user-agent' | 'allow' | 'disallow' | 'sitemap' | 'other';

export interface RobotsLine {
  /** From 1. */
  number: number;
  field: RobotsField;
  /** The name as written. */
  name: string;
  /** One character for each byte, without its comment and the white space around it. */
  value: string;
}

/** Google reads this much of a line: 8 × 2,083 bytes, with the end that C needs. */
const MAX_LINE = 8 * 2083 - 1;

/** Names by their beginning, with the misspellings that Google accepts. */
const fields: readonly (readonly [RobotsField, readonly string[]])[] = [
  ['user-agent', ['user-agent', 'useragent', 'user agent']],
  ['allow', ['allow']],
  ['disallow', ['disallow', 'dissallow', 'dissalow', 'disalow', 'diasllow', 'disallaw']],
  ['sitemap', ['sitemap', 'site-map']],
];

function fieldOf(name: string): RobotsField {
  const lower = name.slice(0, 20).toLowerCase();
  return fields.find(([, starts]) => starts.some((start) => lower.startsWith(start)))?.[0] ?? 'other';
}

const isSpace = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d);

/** Without the ASCII white space around it. `trim` would also remove bytes of other characters. */
function stripped(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** The end of the part before a comment. C also ends a line at a zero byte. */
function contentEnd(line: string): number {
  const comment = line.indexOf('#');
  const zero = line.indexOf('\0');
  return Math.min(comment === -1 ? line.length : comment, zero === -1 ? line.length : zero);
}

/** Name and value. A line without a colon has them when it is exactly two words. */
function split(line: string): [name: string, value: string] | null {
  const colon = line.indexOf(':');
  if (colon !== -1) return [stripped(line.slice(0, colon)), stripped(line.slice(colon + 1))];
  const blank = line.search(/[ \t]/);
  if (blank === -1) return null;
  const value = stripped(line.slice(blank));
  return /[ \t]/.test(value) ? null : [line.slice(0, blank), value];
}

/** Skips a byte order mark, also an incomplete one. */
function withoutMark(text: string): string {
  let start = 0;
  for (const byte of '\xef\xbb\xbf') {
    if (text[start] !== byte) break;
    start++;
  }
  return text.slice(start);
}

/**
 * The lines of a robots.txt that have a name and a value, as Google's parser reads them. Takes one character
 * for each byte.
 * Source: https://github.com/google/robotstxt/blob/master/robots.cc
 */
export function* robotsLines(file: string): Generator<RobotsLine> {
  let number = 0;
  for (const raw of withoutMark(file).split(/\r\n|\r|\n/)) {
    number++;
    const line = raw.slice(0, MAX_LINE);
    const parts = split(stripped(line.slice(0, contentEnd(line))));
    if (parts === null || parts[0] === '') continue;
    const [name, value] = parts;
    yield { number, field: fieldOf(name), name, value };
  }
}

import { createWildcardMatcher } from '../text/createWildcardMatcher.ts';

interface Rule {
  allow: boolean;
  length: number;
  matches: (path: string) => boolean;
}

export interface RobotsRules {
  /** Takes path and query as the URL has them. */
  allows(pathAndQuery: string): boolean;
  crawlDelayS: number | null;
  /** As written. */
  sitemaps: string[];
}

/** Rules of a group that are used. Each is tried on every URL, so a hostile robots.txt could be very slow. */
const MAX_RULES = 5_000;

/** Name and value of a line without its comment. Uses no regular expression: a hostile line could take minutes. */
function fieldOf(raw: string): [name: string, value: string] {
  const comment = raw.indexOf('#');
  const line = comment === -1 ? raw : raw.slice(0, comment);
  const colon = line.indexOf(':');
  return colon === -1 ? ['', ''] : [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
}

/** A path in one form: non-ASCII characters percent-encoded, unreserved characters decoded. RFC 9309, 2.2.2. */
function octets(path: string): string {
  let encoded = path;
  if (/[^\x21-\x7e]/.test(path)) {
    encoded = path.toWellFormed().replace(/[^\x21-\x7e]+/g, encodeURIComponent);
  }
  if (!encoded.includes('%')) return encoded;
  return encoded.replace(/%([0-9a-f]{2})/gi, (whole, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[\w.~-]/.test(character) ? character : whole.toUpperCase();
  });
}

/** A pattern matches the beginning of a path, or the whole path when it ends in `$`. */
function matcher(pattern: string): (path: string) => boolean {
  const whole = pattern.endsWith('$');
  return createWildcardMatcher(whole ? pattern.slice(0, -1) : pattern, { whole });
}

/**
 * Reads a robots.txt by RFC 9309. All groups that name this robot count together, otherwise all groups for
 * `*`. The longest matching rule decides, and `allow` wins when two are equally long. Crawl-delay and
 * Sitemap are read too.
 */
export function parseRobots(text: string, robotName: string): RobotsRules {
  const own = { named: false, rules: [] as Rule[], delay: null as number | null };
  const others = { named: false, rules: [] as Rule[], delay: null as number | null };
  const sitemaps: string[] = [];
  let currentGroups: (typeof own)[] = [];
  let inRules = true;

  for (const raw of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const [name, value] = fieldOf(raw);
    switch (name) {
      case 'user-agent': {
        if (inRules) currentGroups = [];
        inRules = false;
        const token = value === '*' ? '*' : (/^[A-Za-z_-]+/.exec(value)?.[0] ?? '').toLowerCase();
        const group = token === '*' ? others : token === robotName.toLowerCase() ? own : null;
        if (group !== null) {
          group.named = true;
          currentGroups.push(group);
        }
        break;
      }
      case 'allow':
      case 'disallow': {
        inRules = true;
        if (value === '') break;
        const pattern = octets(value);
        const rule = {
          allow: name === 'allow',
          length: pattern.length,
          matches: matcher(pattern),
        };
        for (const group of currentGroups) if (group.rules.length < MAX_RULES) group.rules.push(rule);
        break;
      }
      case 'crawl-delay': {
        inRules = true;
        const delay = Number(value);
        if (value !== '' && delay >= 0 && Number.isFinite(delay))
          for (const group of currentGroups) group.delay ??= delay;
        break;
      }
      case 'sitemap':
        if (value !== '') sitemaps.push(value);
        break;
    }
  }

  const { rules, delay } = own.named ? own : others;
  rules.sort((a, b) => b.length - a.length || Number(b.allow) - Number(a.allow));
  return {
    allows(pathAndQuery) {
      if (pathAndQuery === '/robots.txt' || rules.length === 0) return true;
      const path = octets(pathAndQuery);
      return rules.find((rule) => rule.matches(path))?.allow ?? true;
    },
    crawlDelayS: delay,
    sitemaps,
  };
}

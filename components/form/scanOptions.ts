import { defaultScanOptions, MAX_PATTERN_LENGTH, MAX_PATTERNS, type ScanOptions } from '@seo-live/protocol';

/** The options as they were typed. They become numbers when they are sent. */
export interface TypedOptions {
  maxPages: string;
  maxDepth: string;
  rate: string;
  include: string;
  exclude: string;
  followRobots: boolean;
  keepCookies: boolean;
}

export const untouchedOptions: TypedOptions = {
  maxPages: String(defaultScanOptions.max_pages),
  maxDepth: String(defaultScanOptions.max_depth),
  rate: String(defaultScanOptions.rate_per_s),
  include: '',
  exclude: '',
  followRobots: true,
  keepCookies: false,
};

/** Within the limits of `scanOptionsSchema`; a test checks it. The form allows at most 100 requests a second. */
export const limits = {
  maxPages: { min: 1, max: 100_000, whole: true },
  maxDepth: { min: 0, max: 100, whole: true },
  rate: { min: 0.1, max: 100, whole: false },
} as const;

export type OptionProblem = { field: keyof TypedOptions; kind: 'not_whole' | 'not_number' | 'patterns_long' };

/** Patterns are separated by commas or line breaks. */
const patternsOf = (typed: string): string[] =>
  typed
    .split(/[,\n]/)
    .map((pattern) => pattern.trim())
    .filter(Boolean);

/** Reads a number as people write it: with commas between thousands, or with full-width digits. Null for other text. */
export function typedNumber(typed: string): number | null {
  const text = typed
    .normalize('NFKC')
    .trim()
    .replace(/,(?=\d{3}(?:\D|$))/g, '');
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
}

/** The problems of each field; empty when the options can be sent. */
export function optionProblems(typed: TypedOptions): OptionProblem[] {
  const problems: OptionProblem[] = [];
  for (const field of ['maxPages', 'maxDepth', 'rate'] as const) {
    const { min, max, whole } = limits[field];
    const value = typedNumber(typed[field]);
    const fits = value !== null && value >= min && value <= max && (!whole || Number.isInteger(value));
    if (!fits) problems.push({ field, kind: whole ? 'not_whole' : 'not_number' });
  }
  for (const field of ['include', 'exclude'] as const) {
    const patterns = patternsOf(typed[field]);
    if (patterns.length > MAX_PATTERNS || patterns.some((pattern) => pattern.length > MAX_PATTERN_LENGTH)) {
      problems.push({ field, kind: 'patterns_long' });
    }
  }
  return problems;
}

/** The options that differ from the defaults. The server's own defaults apply to the others. */
export function chosenOptions(typed: TypedOptions): Partial<ScanOptions> {
  const all: ScanOptions = {
    max_pages: typedNumber(typed.maxPages) ?? defaultScanOptions.max_pages,
    max_depth: typedNumber(typed.maxDepth) ?? defaultScanOptions.max_depth,
    rate_per_s: typedNumber(typed.rate) ?? defaultScanOptions.rate_per_s,
    include: patternsOf(typed.include),
    exclude: patternsOf(typed.exclude),
    follow_robots: typed.followRobots,
    keep_cookies: typed.keepCookies,
  };
  const differs = ([key, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(defaultScanOptions[key as keyof ScanOptions]);
  return Object.fromEntries(Object.entries(all).filter(differs));
}

import { primaryLanguage, seriesOf } from '@seo-live/audit';
import type { Severity } from '@seo-live/protocol';
import { createCounts } from './createCounts.ts';
import { defineSiteCheck, type SiteObservation } from './defineSiteCheck.ts';
import type { DuplicateKind, DuplicateMember, SiteFacts } from './siteFacts.ts';

/** Other pages of a group in the evidence. The rest is only counted. */
const SHOWN = 20;
/** Pages among which they are looked for: a group can be the whole site. */
const SEARCHED = 1_000;
/** Values of `p` from which on it numbers the pages of a list. */
const LIST_VALUES = 3;

interface Page {
  url: string;
  /** Empty when it is not known, which equals every language. */
  lang: string;
  textHash: string | null;
  /** The paginated series that it belongs to. */
  series: string;
  /** The URL without its query. */
  path: string;
}

/** What makes pages with the same value no duplicates of each other. */
interface Exceptions {
  /** A page in another language is another page. */
  byLanguage: boolean;
  /** Pages with the same text are reported as such. */
  sameText: boolean;
}

function pagesOf(members: readonly DuplicateMember[], { byLanguage, sameText }: Exceptions): Page[] {
  const series = members.map(({ url }) => seriesOf(url));
  const values = new Map<string, Set<string>>();
  for (const { key, p } of series)
    if (p !== undefined) values.set(key, (values.get(key) ?? new Set()).add(p));
  const isList = (key: string): boolean => (values.get(key)?.size ?? 0) >= LIST_VALUES;
  return members.map(({ url, lang, textHash }, i) => {
    const { key, p } = series[i] ?? { key: url };
    return {
      url,
      lang: byLanguage ? primaryLanguage(lang) : '',
      textHash: sameText ? textHash : null,
      series: p === undefined || isList(key) ? key : url,
      path: url.replace(/\?.*/s, ''),
    };
  });
}

const mayCompare = (one: Page, other: Page): boolean =>
  one.lang === '' || other.lang === '' || one.lang === other.lang;

const areDuplicates = (one: Page, other: Page): boolean =>
  one !== other &&
  mayCompare(one, other) &&
  one.series !== other.series &&
  (one.textHash === null || one.textHash !== other.textHash);

/** Counts the duplicates of each page without comparing each with each: a group can be the whole site. */
function countDuplicates(pages: readonly Page[]): (page: Page) => { total: number; otherPaths: number } {
  const counts = createCounts();
  const facets = ({ series, textHash, path }: Page): [string, string[]][] => [
    ['all', []],
    ['series', [series]],
    ['text', [textHash ?? '']],
    ['both', [series, textHash ?? '']],
    ['path', [path]],
    ['path series', [path, series]],
    ['path text', [path, textHash ?? '']],
    ['path both', [path, series, textHash ?? '']],
  ];
  for (const page of pages) for (const [name, parts] of facets(page)) counts.add(page.lang, name, parts);
  return (page) => {
    const number = (name: string): number => {
      const parts = facets(page).find(([facet]) => facet === name)?.[1] ?? [];
      return page.lang === ''
        ? counts.of(null, name, parts)
        : counts.of(page.lang, name, parts) + counts.of('', name, parts);
    };
    // Its series, and the pages with its text, are none. What is in both is subtracted once.
    const within = (prefix: string): number => {
      const texts = page.textHash === null ? 0 : number(`${prefix}text`) - number(`${prefix}both`);
      return number(prefix === '' ? 'all' : 'path') - number(`${prefix}series`) - texts;
    };
    const total = within('');
    return { total, otherPaths: total - within('path ') };
  };
}

interface DuplicateCheck extends Exceptions {
  kind: DuplicateKind;
  severity: Severity;
  /** When all of its duplicates differ from the page only by their query. */
  queryOnly: Severity;
}

function* observations(members: DuplicateMember[], check: DuplicateCheck): Iterable<SiteObservation> {
  const pages = pagesOf(members, check);
  const count = countDuplicates(pages);
  for (const page of pages) {
    const { total, otherPaths } = count(page);
    if (total === 0) continue;
    const others: string[] = [];
    for (const other of pages.slice(0, SEARCHED)) {
      if (others.length >= SHOWN) break;
      if (areDuplicates(page, other)) others.push(other.url);
    }
    yield {
      url: page.url,
      severity: otherPaths === 0 ? check.queryOnly : check.severity,
      ...(check.kind === 'text'
        ? { locator: others[0] ?? page.url }
        : { locator: members[0]?.key ?? page.url }),
      evidence: {
        ...(check.kind === 'text' ? {} : { value: members[0]?.key ?? '' }),
        others,
        others_total: total,
      },
    };
  }
}

async function* findDuplicates(facts: SiteFacts, check: DuplicateCheck): AsyncIterable<SiteObservation> {
  let group: DuplicateMember[] = [];
  for await (const member of facts.duplicates(check.kind)) {
    if (group[0] !== undefined && group[0].key !== member.key) {
      yield* observations(group, check);
      group = [];
    }
    group.push(member);
  }
  yield* observations(group, check);
}

const define = (id: string, check: DuplicateCheck) =>
  defineSiteCheck({ id, severity: check.severity, find: (facts) => findDuplicates(facts, check) });

export const duplicateChecks = [
  define('title.duplicate', {
    kind: 'title',
    severity: 'medium',
    queryOnly: 'low',
    byLanguage: true,
    sameText: true,
  }),
  define('desc.duplicate', {
    kind: 'description',
    severity: 'low',
    queryOnly: 'low',
    byLanguage: false,
    sameText: true,
  }),
  define('content.duplicate-exact', {
    kind: 'text',
    severity: 'high',
    queryOnly: 'medium',
    byLanguage: false,
    sameText: false,
  }),
];

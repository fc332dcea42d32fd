import type { VisitRecord } from '../../crawl/ports/crawlPorts.ts';
import type { PageFacts } from '../../page/pageFacts.ts';

/** Columns of `urls` that a visit fills, in the order of {@link visitRow}. */
export const visitColumns = [
  'attempts',
  'outcome',
  'status',
  'redirect_to',
  'content_type',
  'title',
  'title_key',
  'desc_key',
  'lang',
  'words',
  'text_hash',
  'canonical',
  'self_canonical',
  'noindex',
  'indexable',
  'response_ms',
  'bytes',
] as const;

type Cell = string | number | null;

/** What the page list and the site checks need of a visit. Pages without facts leave their columns null. */
export function visitRow({ visit, outcome, textHash, indexable }: VisitRecord): Cell[] {
  const facts = visit.facts;
  const canonical = facts && onlyCanonical(facts);
  return [
    visit.attempts,
    outcome,
    visit.status,
    visit.redirectTo,
    visit.contentType,
    facts?.titles[0] ?? null,
    facts?.titles[0] || null,
    facts?.descriptions[0] || null,
    facts?.lang ?? null,
    facts?.words ?? null,
    textHash,
    canonical ?? null,
    facts ? flag(facts.canonicals.length === 0 || canonical === visit.url) : null,
    facts
      ? flag(facts.robots.some(({ directive }) => directive === 'noindex' || directive === 'none'))
      : null,
    flag(indexable),
    visit.responseMs,
    visit.bytes,
  ];
}

const flag = (is: boolean): number => (is ? 1 : 0);

function onlyCanonical(facts: PageFacts): string | null {
  const targets = new Set(facts.canonicals.map(({ url }) => url));
  const [only] = targets;
  return targets.size === 1 && only ? only : null;
}

import {
  canonicalOf,
  descriptionOf,
  hasNoCanonical,
  isNoindexed,
  isSelfCanonical,
  titleOf,
} from '@seo-live/audit';
import type { VisitRecord } from '../../crawl/ports/frontierStore.ts';

/** Columns of `urls` that a visit fills, in the order of {@link visitRow}. */
export const visitColumns = [
  'attempts',
  'outcome',
  'reason',
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
  'no_canonical',
  'noindex',
  'indexable',
  'response_ms',
  'bytes',
  'without_cookies',
] as const;

type Cell = string | number | null;

/** The values of a visit that the page list and the site checks need. Columns of missing facts are null. */
export function visitRow({ visit, outcome, textHash, indexable }: VisitRecord): Cell[] {
  const { facts } = visit;
  const title = facts && titleOf(facts);
  return [
    visit.attempts,
    outcome,
    outcome === 'failed' ? visit.failure : null,
    visit.status,
    visit.redirectTo,
    visit.contentType,
    // An empty title is stored as '' and a missing one as null.
    title ?? facts?.titles[0] ?? null,
    title,
    facts && descriptionOf(facts),
    facts?.lang ?? null,
    facts?.words ?? null,
    textHash,
    facts && canonicalOf(facts),
    facts && flag(isSelfCanonical(facts, visit.url)),
    facts && flag(hasNoCanonical(facts)),
    facts && flag(isNoindexed(facts)),
    flag(indexable),
    visit.responseMs,
    visit.bytes,
    visit.withoutCookies ?? null,
  ];
}

const flag = (is: boolean): number => (is ? 1 : 0);

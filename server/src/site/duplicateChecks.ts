import { defineSiteCheck, type SiteObservation } from './defineSiteCheck.ts';
import type { DuplicateKind, DuplicateMember, SiteFacts } from './siteFacts.ts';

/** Other pages of a group in the evidence. The rest is only counted. */
const SHOWN = 20;

/** One observation for each page of each group. Only the head of a group is in memory. */
async function* groups(facts: SiteFacts, kind: DuplicateKind): AsyncIterable<SiteObservation> {
  let head: DuplicateMember[] = [];
  for await (const member of facts.duplicates(kind)) {
    const first = head[0];
    if (first && (first.key !== member.key || first.lang !== member.lang)) {
      yield* observations(head, head, kind);
      head = [];
    }
    // The head has one page more than is shown, because each page leaves itself out.
    if (head.length <= SHOWN) head.push(member);
    else yield* observations([member], head, kind);
  }
  yield* observations(head, head, kind);
}

function* observations(
  members: DuplicateMember[],
  head: DuplicateMember[],
  kind: DuplicateKind,
): Iterable<SiteObservation> {
  for (const member of members)
    yield {
      url: member.url,
      evidence: {
        ...(kind === 'text' ? {} : { value: member.key }),
        others: head
          .filter((other) => other.url !== member.url)
          .slice(0, SHOWN)
          .map((other) => other.url),
        others_total: member.total - 1,
      },
    };
}

export const duplicateChecks = [
  defineSiteCheck({ id: 'title.duplicate', severity: 'high', find: (facts) => groups(facts, 'title') }),
  defineSiteCheck({
    id: 'desc.duplicate',
    severity: 'medium',
    find: (facts) => groups(facts, 'description'),
  }),
  defineSiteCheck({
    id: 'content.duplicate-exact',
    severity: 'high',
    find: (facts) => groups(facts, 'text'),
  }),
];

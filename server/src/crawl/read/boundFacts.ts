import type { PageFacts } from '@seo-live/audit';

/** Characters of all links of a page: 12 for each byte of its body, at least a million. */
const LEAST_CHARACTERS = 1_000_000;
const CHARACTERS_PER_BYTE = 12;

/**
 * Keeps the first links that fit. A base makes each link of a page as long as an address may be, so that a page of
 * some kilobytes would fill the memory of everything that handles its facts.
 */
export function boundFacts(facts: PageFacts, bodyBytes: number): PageFacts {
  const most = Math.max(LEAST_CHARACTERS, CHARACTERS_PER_BYTE * bodyBytes);
  let characters = 0;
  const end = facts.links.findIndex(({ href, url, requestUrl, text, selector, snippet }) => {
    for (const part of [href, url, requestUrl, text, selector, snippet]) characters += part?.length ?? 0;
    return characters > most;
  });
  if (end === -1) return facts;
  const before = facts.leftOut ?? { links: 0, images: 0, addresses: 0 };
  const leftOut = { ...before, links: before.links + facts.links.length - end };
  return { ...facts, links: facts.links.slice(0, end), leftOut };
}

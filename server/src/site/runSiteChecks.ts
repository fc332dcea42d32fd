import type { Finding } from '@seo-live/protocol';
import { allSiteChecks } from './allSiteChecks.ts';
import type { SiteCheck } from './defineSiteCheck.ts';
import type { SiteFacts } from './siteFacts.ts';

/** Results of a running analysis, in pieces that are small enough for a message between threads. */
export type SiteMessage =
  | { type: 'findings'; check: string; findings: Finding[] }
  | { type: 'done'; check: string }
  | { type: 'links_in'; counts: [urlNumber: number, pages: number][] };

const PIECE = 500;

/** Runs the checks one after another. `done` follows the last findings of each. */
export async function* runSiteChecks(
  facts: SiteFacts,
  options: { checks?: readonly SiteCheck[]; disabled?: ReadonlySet<string> } = {},
): AsyncIterable<SiteMessage> {
  for (const check of options.checks ?? allSiteChecks) {
    if (!options.disabled?.has(check.id))
      for await (const findings of inPieces(findingsOf(check, facts)))
        yield { type: 'findings', check: check.id, findings };
    yield { type: 'done', check: check.id };
  }
  for await (const counts of inPieces(facts.linksIn())) yield { type: 'links_in', counts };
}

async function* findingsOf(check: SiteCheck, facts: SiteFacts): AsyncIterable<Finding> {
  for await (const { url, locator, severity = check.severity, evidence } of check.find(facts))
    yield { check: check.id, severity, url, locator: locator ?? url ?? '', evidence };
}

async function* inPieces<T>(items: AsyncIterable<T>): AsyncIterable<T[]> {
  let piece: T[] = [];
  for await (const item of items) {
    piece.push(item);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}

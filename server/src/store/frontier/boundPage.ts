import type { FoundUrl, VisitRecord } from '../../crawl/ports/frontierStore.ts';

/**
 * Bytes of the database that the links and findings of one page may fill: 8 for each byte of its HTML, at least
 * 1 MB. With the results of the analysis and the log of changes a scan needs at most 12.
 */
const LEAST_BYTES = 1_000_000;
const BYTES_PER_HTML = 8;
/** Part of it for links and the URLs they name; the rest is for findings. */
const LINKS_SHARE = 0.6;
/** What long texts take in the pages of the database, for each of their bytes. */
export const OVERHEAD = 1.6;
/** Numbers, short texts and keys of a row, with its entries in indexes. */
const ROW = 120;

const bytesOf = (text: string | null | undefined): number => (text ? Buffer.byteLength(text) : 0);

/** A URL stands in its row and in the index of all URLs of the job. */
export const bytesOfUrl = (url: number, requestUrl: number): number => ROW + 2 * url + requestUrl;
export const bytesOfLink = (texts: number): number => ROW + texts;
/** Page and locator stand in the row of a finding and in two indexes, the page in a third. */
export const bytesOfFinding = (bytes: { page: number; locator: number; evidence: number }): number =>
  2 * ROW + 4 * bytes.page + 3 * bytes.locator + bytes.evidence;

/** The bytes of a URL that is stored. */
export const bytesOfFound = ({ url, requestUrl }: Pick<FoundUrl, 'url' | 'requestUrl'>): number =>
  bytesOfUrl(bytesOf(url), bytesOf(requestUrl));

/** The bytes of a finding that is stored. */
export const bytesOfStored = (page: string | null, locator: string, evidence: string): number =>
  bytesOfFinding({ page: bytesOf(page), locator: bytesOf(locator), evidence: bytesOf(evidence) });

/** A page with what is kept of it, and how many findings are not. */
export interface BoundedRecord {
  record: VisitRecord;
  findingsLeftOut: number;
  /** Bytes that its links and findings will fill, approximately. */
  bytes: number;
}

/** Keeps the first links, with the URLs that only they name, and the first findings that fit. */
export function boundPage(page: VisitRecord): BoundedRecord {
  const budget = Math.max(LEAST_BYTES, BYTES_PER_HTML * page.visit.bytes) / OVERHEAD;
  const links = boundLinks(page, budget * LINKS_SHARE);
  const findings = boundFindings(page, budget - links.bytes);
  return {
    record: { ...links.record, findings: findings.kept },
    findingsLeftOut: page.findings.length - findings.kept.length,
    bytes: links.bytes - links.urlBytes + findings.bytes,
  };
}

function boundLinks(page: VisitRecord, budget: number) {
  const { facts } = page.visit;
  const found = new Map(page.found.map((url) => [url.url, url]));
  const named = new Set<string>();
  let bytes = 0;
  let urlBytes = 0;
  let kept = 0;
  for (const link of facts?.links ?? []) {
    let cost =
      link.url === null ? 0 : bytesOfLink(bytesOf(link.url) + bytesOf(link.text) + bytesOf(link.selector));
    const url = link.url !== null && !named.has(link.url) ? found.get(link.url) : undefined;
    const own = url === undefined ? 0 : bytesOfFound(url);
    cost += own;
    if (bytes + cost > budget) break;
    urlBytes += own;
    bytes += cost;
    kept += 1;
    if (link.url !== null) named.add(link.url);
  }
  if (facts === null || kept === facts.links.length) return { record: page, bytes, urlBytes };
  const before = facts.leftOut ?? { links: 0, images: 0, addresses: 0 };
  const leftOut = { ...before, links: before.links + facts.links.length - kept };
  const unnamed = new Set(facts.links.slice(kept).map(({ url }) => url));
  for (const url of named) unnamed.delete(url);
  const record = {
    ...page,
    visit: { ...page.visit, facts: { ...facts, links: facts.links.slice(0, kept), leftOut } },
    found: page.found.filter(({ url, source }) => source !== 'link' || !unnamed.has(url)),
  };
  return { record, bytes, urlBytes };
}

function boundFindings(page: VisitRecord, budget: number) {
  let bytes = 0;
  const end = page.findings.findIndex(({ locator, evidence }) => {
    const cost = bytesOfStored(page.visit.url, locator, JSON.stringify(evidence));
    if (bytes + cost > budget) return true;
    bytes += cost;
    return false;
  });
  return { kept: end === -1 ? page.findings : page.findings.slice(0, end), bytes };
}

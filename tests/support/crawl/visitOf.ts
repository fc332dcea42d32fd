import { createHash } from 'node:crypto';
import type { PageFacts } from '../../../audit/src/page/pageFacts.ts';
import type { FoundUrl, VisitRecord } from '../../../server/src/crawl/ports/frontierStore.ts';

export interface VisitSketch {
  url: string;
  links?: string[];
  /** Check ids; each becomes one finding of severity high. */
  findings?: string[];
  outcome?: VisitRecord['outcome'];
  found?: Partial<FoundUrl>[];
  facts?: Partial<PageFacts>;
}

/** A complete visit record from the few facts that a test needs. */
export function visitOf({
  url,
  links = [],
  findings = [],
  outcome = 'read',
  found,
  facts,
}: VisitSketch): VisitRecord {
  const answered = outcome === 'read';
  return {
    visit: {
      url,
      status: answered ? 200 : outcome === 'failed' ? 500 : 301,
      failure: null,
      refused: outcome === 'refused',
      attempts: 1,
      contentType: 'text/html',
      redirectTo: outcome === 'redirected' ? (links[0] ?? null) : null,
      inSitemap: false,
      depth: 0,
      responseMs: 3.5,
      bytes: 900,
      facts: answered
        ? {
            titles: [`Title of ${url}`],
            descriptions: [],
            h1s: [],
            lang: 'en',
            canonicals: [],
            robots: [],
            links: links.map((href) => ({
              href,
              url: href,
              text: `to ${href}`,
              nofollow: false,
              selector: 'a',
              snippet: '<a>',
            })),
            images: [],
            mainText: url,
            words: 100,
            mainImages: 0,
            mainMedia: 0,
            ...facts,
          }
        : null,
    },
    outcome,
    textHash: answered ? createHash('sha256').update(url).digest('hex') : null,
    indexable: answered,
    findings: findings.map((check) => ({
      check,
      severity: 'high' as const,
      url,
      locator: url,
      evidence: {},
    })),
    found: (found ?? links.map((link) => ({ url: link }))).map((one) => ({
      url: '',
      depth: 1,
      source: 'link' as const,
      inSitemap: false,
      ...one,
    })),
  };
}

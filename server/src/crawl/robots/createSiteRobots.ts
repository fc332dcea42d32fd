import { orAborted } from '../../shared/orAborted.ts';
import { type FetchResult, ROBOT_NAME } from '../fetch/createFetcher.ts';
import { parseRobots, type RobotsRules } from './parseRobots.ts';

const allowAll: RobotsRules = { allows: () => true, crawlDelayS: null, sitemaps: [] };
const allowNone: RobotsRules = { allows: () => false, crawlDelayS: null, sitemaps: [] };

/** Of a normalised URL, without parsing it. */
function originOf(url: string): string {
  const end = url.indexOf('/', url.indexOf('//') + 2);
  return end === -1 ? url : url.slice(0, end);
}

/** What a robots.txt said, or why it said nothing. */
export interface RobotsAnswer {
  rules: RobotsRules;
  url: string;
  /** The answer when it was no text to read; its `failure` or `status` says why. */
  problem: FetchResult | null;
}

export interface SiteRobotsOptions {
  robotsBytes: number;
  /** A request at the site's pace, with the redirects after it. */
  fetch: (url: string, maxBytes: number) => Promise<FetchResult>;
  signal: AbortSignal;
}

/**
 * robots.txt of each origin a scan meets, read once (RFC 9309): 4xx allows all;
 * 5xx and 429 allow nothing, as does a site that does not answer.
 */
export function createSiteRobots({ robotsBytes, fetch, signal }: SiteRobotsOptions) {
  const answers = new Map<string, Promise<RobotsAnswer>>();
  const known = new Map<string, RobotsRules>();

  async function read(origin: string): Promise<RobotsAnswer> {
    const url = `${origin}/robots.txt`;
    const answer = await fetch(url, robotsBytes);
    const { status, body, failure } = answer;
    if (failure === 'too_large') return { rules: allowAll, url, problem: null };
    if (status === null || status === 429 || status >= 500) return { rules: allowNone, url, problem: answer };
    if (status !== 200 || body === null) return { rules: allowAll, url, problem: null };
    return { rules: parseRobots(Buffer.from(body).toString('utf8'), ROBOT_NAME), url, problem: null };
  }

  async function answerFor(origin: string, again = false): Promise<RobotsAnswer> {
    let answer = answers.get(origin);
    if (answer === undefined || again) {
      answer = read(origin);
      answers.set(origin, answer);
    }
    const read_ = await orAborted(answer, signal);
    known.set(origin, read_.rules);
    return read_;
  }

  return {
    answerFor,
    /** Makes {@link allows} know about the origins of these URLs. One that does not answer is not held back. */
    async learn(urls: Iterable<string>): Promise<void> {
      for (const url of urls) {
        const origin = originOf(url);
        if (known.has(origin)) continue;
        const { problem } = await answerFor(origin);
        if (problem?.status === null) known.set(origin, allowAll);
      }
    },
    /** By what was learnt; an origin nobody learnt about allows all. */
    allows(url: string): boolean {
      const origin = originOf(url);
      return known.get(origin)?.allows(url.slice(origin.length)) ?? true;
    },
  };
}
export type SiteRobots = ReturnType<typeof createSiteRobots>;

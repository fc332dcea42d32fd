import { parseRobots, type RobotsRules } from '@seo-live/audit';
import { orAborted } from '../../shared/orAborted.ts';
import { ROBOT_NAME } from '../fetch/createFetcher.ts';
import type { RefusableResult } from '../pace/createPoliteRequests.ts';
import type { RobotsFile } from '../ports/frontierStore.ts';

const noRules = { lineFor: () => null, crawlDelayS: null, sitemaps: [], leftOut: 0 };
const allowAll: RobotsRules = { ...noRules, allows: () => true };
const allowNone: RobotsRules = { ...noRules, allows: () => false };

/** The origin of a normalised URL, without parsing it. */
function originOf(url: string): string {
  const end = url.indexOf('/', url.indexOf('//') + 2);
  return end === -1 ? url : url.slice(0, end);
}

/** The rules of a robots.txt, and the problem when it could not be read. */
export interface RobotsAnswer {
  /** For this crawler. */
  rules: RobotsRules;
  /** For Googlebot, by which findings judge. */
  googlebot: RobotsRules;
  url: string;
  /** The answer without a usable body. Its `failure` or `status` is the reason. */
  problem: RefusableResult | null;
}

export interface SiteRobotsOptions {
  robotsBytes: number;
  /** Sends a request at the site's pace and follows redirects. */
  fetch: (url: string, maxBytes: number) => Promise<RefusableResult>;
  /** Stores an answer for the findings. */
  note: (file: RobotsFile) => Promise<void>;
  signal: AbortSignal;
}

/**
 * Reads the robots.txt of each origin of a scan once. 4xx and over five redirects allow all. 429, 5xx and no answer
 * allow nothing.
 */
export function createSiteRobots({ robotsBytes, fetch, note, signal }: SiteRobotsOptions) {
  const answers = new Map<string, Promise<RobotsAnswer>>();
  const known = new Map<string, Pick<RobotsAnswer, 'rules' | 'googlebot'>>();

  async function read(origin: string, tries: number): Promise<RobotsAnswer> {
    const url = `${origin}/robots.txt`;
    const answer = await fetch(url, robotsBytes);
    const { status, failure, body } = answer;
    const isRead = status !== null && status >= 200 && status < 300 && body !== null;
    await note({ origin, status, failure, tries, body: isRead ? Buffer.from(body).toString('latin1') : '' });
    const forAll = (rules: RobotsRules, problem: RefusableResult | null): RobotsAnswer => ({
      rules,
      googlebot: rules,
      url,
      problem,
    });
    if (status === null || status === 429 || status >= 500) return forAll(allowNone, answer);
    if (!isRead) return forAll(allowAll, null);
    return {
      rules: parseRobots(body, ROBOT_NAME),
      googlebot: parseRobots(body, 'Googlebot'),
      url,
      problem: null,
    };
  }

  /** `tried` over 1 asks again: it is the number of this try. */
  async function answerFor(origin: string, tried = 1): Promise<RobotsAnswer> {
    let answer = answers.get(origin);
    if (answer === undefined || tried > 1) {
      answer = read(origin, tried);
      answers.set(origin, answer);
    }
    const current = await orAborted(answer, signal);
    known.set(origin, current);
    return current;
  }

  return {
    answerFor,
    /** Loads the rules of these URLs' origins for {@link allows}. An origin that does not answer allows all. */
    async load(urls: Iterable<string>): Promise<void> {
      for (const url of urls) {
        const origin = originOf(url);
        if (known.has(origin)) continue;
        const { problem } = await answerFor(origin);
        if (problem?.status === null) known.set(origin, { rules: allowAll, googlebot: allowAll });
      }
    },
    /** Decides by the loaded rules. An origin that was not loaded allows all. */
    allows(url: string): boolean {
      const origin = originOf(url);
      return known.get(origin)?.rules.allows(url.slice(origin.length)) ?? true;
    },
    /** {@link allows} for Googlebot. */
    allowsGooglebot(url: string): boolean {
      const origin = originOf(url);
      return known.get(origin)?.googlebot.allows(url.slice(origin.length)) ?? true;
    },
  };
}
export type SiteRobots = ReturnType<typeof createSiteRobots>;

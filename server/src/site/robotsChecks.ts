import { parseRobots, type RobotsRules } from '@seo-live/audit';
import { defineSiteCheck, type SiteObservation } from './defineSiteCheck.ts';
import type { RobotsFileRow, SiteFacts } from './siteFacts.ts';

/** Tries after which a robots.txt that fails is a finding. */
const TRIES = 3;

/** Google stops reading the site (https://developers.google.com/crawling/docs/robots-txt/robots-txt-spec). */
const fails = ({ status, tries }: RobotsFileRow): boolean =>
  tries >= TRIES && (status === null || (status >= 500 && status <= 599 && status !== 503));

async function* failing(facts: SiteFacts): AsyncIterable<SiteObservation> {
  for (const { origin, status, tries } of (await facts.robotsFiles()).filter(fails))
    yield {
      url: null,
      locator: origin,
      evidence: {
        target: `${origin}/robots.txt`,
        ...(status === null ? {} : { status }),
        value: tries,
        unit: 'count',
      },
    };
}

/** The rules for Googlebot by origin. The robots.txt of an origin that was not asked for forbids nothing. */
const rulesOf = (files: readonly RobotsFileRow[]): Map<string, RobotsRules> =>
  new Map(
    files
      .filter(({ body }) => body !== '')
      .map(({ origin, body }) => [origin, parseRobots(Buffer.from(body, 'latin1'), 'Googlebot')]),
  );

async function* blockingAll(facts: SiteFacts): AsyncIterable<SiteObservation> {
  const start = await facts.startPage();
  if (start === null) return;
  const rules = rulesOf(await facts.robotsFiles());
  const isAllowed = (url: string): boolean => {
    const { origin } = new URL(url);
    return rules.get(origin)?.allows(url.slice(origin.length)) ?? true;
  };
  const { origin } = new URL(start);
  if (isAllowed(`${origin}/`)) return;
  for await (const url of facts.requestUrls()) if (isAllowed(url)) return;
  const line = rules.get(origin)?.lineFor('/') ?? null;
  yield {
    url: null,
    locator: origin,
    evidence: {
      target: `${origin}/robots.txt`,
      ...(line === null ? {} : { snippet: line.text, line: line.number }),
    },
  };
}

export const robotsChecks = [
  defineSiteCheck({ id: 'robots.blocks-all', severity: 'critical', find: blockingAll }),
  defineSiteCheck({ id: 'robots.5xx', severity: 'critical', find: failing }),
];

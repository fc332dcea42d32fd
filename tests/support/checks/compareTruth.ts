import { readFileSync } from 'node:fs';
import type { Finding } from '@seo-live/protocol';

interface TrueFinding {
  check: string;
  url: string;
  severity: string;
  target?: string;
  text?: string;
  src?: string;
  hops?: string[];
  group?: number;
}

type NearMiss = Omit<TrueFinding, 'severity'> & { why: string };

export interface Truth {
  crawl: { pages_read: number; errors: { url: string }[]; refused: { url: string }[]; urls: string[] };
  findings: TrueFinding[];
  near_misses: NearMiss[];
}

export const readTruth = (): Truth =>
  JSON.parse(readFileSync(new URL('../sampleSite/truth.json', import.meta.url), 'utf8')) as Truth;

export interface Difference {
  missed: string[];
  invented: string[];
  /** Near misses that were reported as findings. They are in `invented`, too. */
  nearMisses: string[];
}

export const isSame = ({ missed, invented }: Difference): boolean =>
  missed.length === 0 && invented.length === 0;

/** Lists planted faults that were not found, and findings that were not planted, one line each. */
export function compareTruth(truth: Truth, findings: readonly Finding[], origin: string): Difference {
  const planted = truth.findings.map((finding) => lineOfTruth(finding, truth.findings));
  const found = findings.map((finding) => lineOf(finding, origin));
  return {
    missed: without(planted, found),
    invented: without(found, planted),
    nearMisses: truth.near_misses
      .filter((miss) => findings.some((finding) => hits(miss, finding, origin)))
      .map((miss) => `${miss.check} ${miss.url}: ${miss.why}`),
  };
}

/** The parts of a finding that must agree, as one line: check, page, severity, place, and the evidence in the truth. */
const line = (check: string, severity: string, url: string, parts: (string | undefined)[]): string =>
  [check, severity, url, ...parts].filter((part) => part !== undefined).join(' | ');

const lineOfTruth = (finding: TrueFinding, all: readonly TrueFinding[]): string =>
  line(finding.check, finding.severity, finding.url, [
    finding.target ?? finding.src,
    finding.text?.toLowerCase(),
    finding.hops?.join(' → '),
    finding.group === undefined
      ? undefined
      : others(
          all
            .filter(
              ({ check, group, url }) =>
                check === finding.check && group === finding.group && url !== finding.url,
            )
            .map(({ url }) => url),
        ),
  ]);

/** The place on the page that the truth names. Undefined when the finding is about the whole page. */
function placeOf({ check, url, locator, evidence }: Finding): string | undefined {
  // The locator of a link holds its text, too. Duplicates are named by their group.
  if (check.startsWith('link.')) return evidence.target;
  return evidence.others !== undefined || locator === url ? undefined : locator;
}

function lineOf(finding: Finding, origin: string): string {
  const { check, severity, url, evidence } = finding;
  const place = placeOf(finding);
  const path = (address: string): string =>
    address.startsWith(origin) ? address.slice(origin.length) : address;
  return line(check, severity, path(url ?? ''), [
    place && path(place),
    evidence.anchor?.toLowerCase(),
    evidence.hops?.map((hop) => path(hop.url)).join(' → '),
    evidence.others && others(evidence.others.map(path)),
  ]);
}

const others = (urls: string[]): string => `like ${[...urls].sort().join(' ')}`;

const hits = (miss: NearMiss, finding: Finding, origin: string): boolean =>
  finding.check === miss.check &&
  finding.url === origin + miss.url &&
  (miss.src === undefined || placeOf(finding) === miss.src) &&
  (miss.target === undefined ||
    placeOf(finding) === miss.target ||
    placeOf(finding) === origin + miss.target) &&
  (miss.text === undefined || finding.evidence.anchor?.toLowerCase() === miss.text.toLowerCase());

/** The lines of `a` that `b` has fewer times. */
function without(a: string[], b: string[]): string[] {
  const left = new Map<string, number>();
  for (const text of b) left.set(text, (left.get(text) ?? 0) + 1);
  return a
    .filter((text) => {
      const count = left.get(text) ?? 0;
      left.set(text, count - 1);
      return count <= 0;
    })
    .sort();
}

import type { Finding } from '@seo-live/protocol';
import type { PageVisit } from '../page/pageVisit.ts';
import { allPageChecks } from './allPageChecks.ts';
import type { PageCheck, PageRole } from './defineCheck.ts';

/**
 * Creates the function that judges one page. Findings are unique by check and locator. A link or image that
 * is repeated on the page is one finding: it shows the first, and `times` in the evidence counts all.
 */
export const createJudge = (
  options: { checks?: readonly PageCheck[]; disabled?: ReadonlySet<string> } = {},
): ((visit: PageVisit, role: PageRole) => Finding[]) => {
  const checks = (options.checks ?? allPageChecks).filter((check) => !options.disabled?.has(check.id));
  return (visit, role) => checks.flatMap((check) => findingsOf(check, visit, role));
};

const findingsOf = (check: PageCheck, visit: PageVisit, role: PageRole): Finding[] => {
  const found = new Map<string, Finding>();
  for (const observation of check.test(visit, role)) {
    const locator = observation.locator ?? visit.url;
    const known = found.get(locator);
    if (known) known.evidence.times = (known.evidence.times ?? 1) + 1;
    else
      found.set(locator, {
        check: check.id,
        severity: observation.severity ?? check.severity,
        url: visit.url,
        locator,
        evidence: { ...observation.evidence },
      });
  }
  return [...found.values()];
};

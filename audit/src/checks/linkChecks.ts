import type { LinkFact } from '../page/pageFacts.ts';
import { normalizeText } from '../text/normalizeText.ts';
import { defineContentCheck, type Observation } from './defineCheck.ts';
import { saysNothing } from './saysNothing.ts';

/** Code names what it is about, and a label that says more is what people hear. */
const isVague = ({ text, label, isCode }: LinkFact): boolean =>
  isCode === undefined && saysNothing(text) && (label === undefined || saysNothing(label));

export const linkChecks = [
  defineContentCheck({
    id: 'link.non-descriptive',
    severity: 'low',
    test: (facts, visit) =>
      facts.links
        .filter((link) => link.url !== null && link.url !== visit.url && isVague(link))
        .map((link): Observation => {
          const target = link.url ?? link.href;
          return {
            locator: `${target} ${normalizeText(link.text)}`,
            evidence: {
              target,
              anchor: link.text,
              selector: link.selector,
              snippet: link.snippet,
            },
          };
        }),
  }),
];

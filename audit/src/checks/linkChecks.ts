import { defineContentCheck, type Observation } from './defineCheck.ts';
import { saysNothing } from './saysNothing.ts';

export const linkChecks = [
  defineContentCheck({
    id: 'link.non-descriptive',
    severity: 'low',
    test: (facts) =>
      facts.links
        .filter((link) => saysNothing(link.text))
        .map((link): Observation => {
          const target = link.url ?? link.href;
          return {
            locator: target,
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

import { defineContentCheck, type Observation } from './defineCheck.ts';

export const imageChecks = [
  defineContentCheck({
    id: 'img.no-alt',
    severity: 'low',
    // An empty alt marks a decorative image, so only a missing one is a problem.
    test: (facts) =>
      facts.images
        .filter((image) => image.alt === null)
        .map(
          (image): Observation => ({
            ...(image.matters ? { severity: 'medium' } : {}),
            locator: image.src,
            evidence: { target: image.src, selector: image.selector, snippet: image.snippet },
          }),
        ),
  }),
];

import { defineContentCheck, when } from './defineCheck.ts';

/** Canonicals shown as evidence. */
const SHOWN = 10;

export const canonicalChecks = [
  defineContentCheck({
    id: 'canonical.missing',
    severity: 'medium',
    // A canonical that search engines ignore is there, but not missing.
    test: (facts) =>
      when(
        facts.ignoredCanonicals === undefined &&
          facts.canonicals.every((canonical) => canonical.href.trim() === ''),
      ),
  }),
  defineContentCheck({
    id: 'canonical.multiple',
    severity: 'medium',
    test: (facts) => {
      const tags = facts.canonicals.filter((canonical) => canonical.from === 'head');
      return when(tags.length > 1, {
        value: tags.length,
        limit: 1,
        unit: 'count',
        selector: 'link[rel=canonical]',
        snippet: tags
          .slice(0, SHOWN)
          .map((tag) => tag.url ?? tag.href)
          .join(' · '),
      });
    },
  }),
];

import { defineContentCheck, when } from './defineCheck.ts';

/** Canonicals shown as evidence. */
const SHOWN = 10;

export const canonicalChecks = [
  defineContentCheck({
    id: 'canonical.multiple',
    severity: 'high',
    test: (facts) => {
      const tags = facts.canonicals.filter(({ from, url }) => from === 'head' && url !== null);
      // The same one twice is odd, and harms nothing.
      return when(new Set(tags.map(({ url }) => url)).size > 1, {
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

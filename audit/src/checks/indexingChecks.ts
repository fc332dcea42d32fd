import { noindexDirective } from '../page/isIndexable.ts';
import { defineContentCheck } from './defineCheck.ts';

export const indexingChecks = [
  defineContentCheck({
    id: 'index.noindex',
    severity: 'info',
    test: (facts, visit) => {
      const found = noindexDirective(facts);
      if (found === null) return [];
      return [
        {
          severity: visit.inSitemap ? 'high' : 'info',
          evidence: {
            value: found.directive,
            snippet:
              found.from === 'header'
                ? `X-Robots-Tag: ${found.directive}`
                : `<meta name="${found.agent ?? 'robots'}" content="${found.directive}">`,
            in_sitemap: visit.inSitemap,
          },
        },
      ];
    },
  }),
];

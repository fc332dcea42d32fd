import { defineContentCheck } from './defineCheck.ts';

const noindex = new Set(['noindex', 'none']);

export const indexingChecks = [
  defineContentCheck({
    id: 'index.noindex',
    severity: 'info',
    test: (facts, visit) => {
      const found = facts.robots.find((robots) => noindex.has(robots.directive));
      if (!found) return [];
      return [
        {
          severity: visit.inSitemap ? 'high' : 'info',
          evidence: {
            value: found.directive,
            snippet:
              found.from === 'header'
                ? `X-Robots-Tag: ${found.directive}`
                : `<meta name="robots" content="${found.directive}">`,
            in_sitemap: visit.inSitemap,
          },
        },
      ];
    },
  }),
];

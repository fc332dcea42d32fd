import { noindexDirectives } from '../page/isIndexable.ts';
import type { PageFacts } from '../page/pageFacts.ts';
import { defineContentCheck } from './defineCheck.ts';

/** Sources shown as evidence. */
const SHOWN = 10;

const sourceOf = ({ directive, from, agent }: PageFacts['robots'][number]): string =>
  from === 'header'
    ? `X-Robots-Tag: ${agent === undefined ? '' : `${agent}: `}${directive}`
    : `<meta name="${agent ?? 'robots'}" content="${directive}">`;

export const indexingChecks = [
  defineContentCheck({
    id: 'index.noindex',
    severity: 'info',
    test: (facts, visit) => {
      const found = noindexDirectives(facts);
      const [first] = found;
      if (first === undefined) return [];
      const sources = found.slice(0, SHOWN).map(sourceOf);
      return [
        {
          evidence: {
            value: first.directive,
            snippet: sources.join(' · '),
            in_sitemap: visit.inSitemap,
          },
        },
      ];
    },
  }),
];

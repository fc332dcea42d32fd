import { defineResultCheck, when } from './defineCheck.ts';

/** Headings shown as evidence. */
const SHOWN = 10;

export const headingChecks = [
  defineResultCheck({
    id: 'h1.missing',
    severity: 'medium',
    test: (facts) => when(facts.h1s.every((heading) => heading.text.trim() === '')),
  }),
  defineResultCheck({
    id: 'h1.multiple',
    severity: 'info',
    test: (facts) => {
      const headings = facts.h1s.filter((heading) => heading.text.trim() !== '');
      return when(headings.length > 1, {
        selector: headings[1]?.selector ?? 'h1',
        value: headings.length,
        limit: 1,
        unit: 'count',
        snippet: headings
          .slice(0, SHOWN)
          .map((heading) => heading.text)
          .join(' · '),
      });
    },
  }),
];

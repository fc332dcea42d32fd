import { defineContentCheck, when } from './defineCheck.ts';

/** Words of main text; 320 characters of CJK. */
const FEWEST_WORDS = 200;

export const contentChecks = [
  defineContentCheck({
    id: 'content.thin',
    severity: 'medium',
    // Cut, not rounded: 199.4 words shown as 199 never seem to reach the limit.
    test: (facts) =>
      when(facts.words < FEWEST_WORDS, {
        value: Math.floor(facts.words),
        limit: FEWEST_WORDS,
        unit: 'words',
      }),
  }),
];

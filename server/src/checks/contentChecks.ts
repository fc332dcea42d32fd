import { isMostlyCjk } from '../page/cjk.ts';
import { CJK_CHARACTERS_PER_WORD, cjkTextLength } from '../page/countWords.ts';
import { defineContentCheck, when } from './defineCheck.ts';

const FEWEST_WORDS = 200;
const FEWEST_CHARACTERS = FEWEST_WORDS * CJK_CHARACTERS_PER_WORD;

export const contentChecks = [
  defineContentCheck({
    id: 'content.thin',
    severity: 'medium',
    test: ({ words, mainText }) => {
      if (words >= FEWEST_WORDS) return [];
      // Readers of Chinese and Japanese count characters; our estimate of words would tell them nothing.
      if (isMostlyCjk(mainText)) {
        return when(true, { value: cjkTextLength(mainText), limit: FEWEST_CHARACTERS, unit: 'chars' });
      }
      // Cut, not rounded: 199.4 words shown as 200 would seem to reach the limit.
      return when(true, { value: Math.floor(words), limit: FEWEST_WORDS, unit: 'words' });
    },
  }),
];

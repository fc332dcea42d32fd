import { isMostlyCjk } from '../text/cjk.ts';
import { CJK_CHARACTERS_PER_WORD, cjkTextLength } from '../text/countWords.ts';
import { defineContentCheck, when } from './defineCheck.ts';

const MIN_WORDS = 200;
const MIN_CHARACTERS = MIN_WORDS * CJK_CHARACTERS_PER_WORD;
/**
 * Characters that are examined. A text of few words is usually shorter. Megabytes of punctuation have no words
 * either, and examining all of them takes seconds.
 */
const SAMPLE = 20_000;

export const contentChecks = [
  defineContentCheck({
    id: 'content.thin',
    severity: 'medium',
    test: ({ words, mainText }) => {
      if (words >= MIN_WORDS) return [];
      // Readers of Chinese and Japanese count characters, so an estimate of words would not help them.
      const sample = mainText.slice(0, SAMPLE);
      if (isMostlyCjk(sample)) {
        return when(true, { value: cjkTextLength(sample), limit: MIN_CHARACTERS, unit: 'chars' });
      }
      // Rounded down, because 199.6 words shown as 200 would seem to reach the limit.
      return when(true, { value: Math.floor(words), limit: MIN_WORDS, unit: 'words' });
    },
  }),
];

import { isMostlyCjk } from '../text/cjk.ts';
import { CJK_CHARACTERS_PER_WORD, cjkTextLength } from '../text/countWords.ts';
import { isHome } from '../urls/isHome.ts';
import { defineResultCheck, when } from './defineCheck.ts';

const MIN_WORDS = 100;
const MIN_CHARACTERS = MIN_WORDS * CJK_CHARACTERS_PER_WORD;
/** A page with fewer has no text at all, which is another fault. */
const SOME_WORDS = 10;
/** A page with these pictures shows instead of telling. */
const MANY_IMAGES = 3;
/**
 * Characters that are examined. A text of few words is usually shorter. Megabytes of punctuation have no words
 * either, and examining all of them takes seconds.
 */
const SAMPLE = 20_000;

export const contentChecks = [
  defineResultCheck({
    id: 'content.thin',
    severity: 'low',
    test: ({ words, mainText, mainImages, mainMedia }, { url }) => {
      if (words < SOME_WORDS || words >= MIN_WORDS || isHome(url)) return [];
      if (mainMedia > 0 || mainImages >= MANY_IMAGES) return [];
      // Readers of Chinese and Japanese count characters, so an estimate of words would not help them.
      const sample = mainText.slice(0, SAMPLE);
      if (isMostlyCjk(sample)) {
        return when(true, { value: cjkTextLength(sample), limit: MIN_CHARACTERS, unit: 'chars' });
      }
      // Rounded down, because 99.6 words shown as 100 would seem to reach the limit.
      return when(true, { value: Math.floor(words), limit: MIN_WORDS, unit: 'words' });
    },
  }),
];

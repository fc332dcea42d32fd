import { titleOf } from '../page/isIndexable.ts';
import { isMostlyCjk } from '../text/cjk.ts';
import { countGraphemes, fullWidthCharacters, resultWidth } from '../text/textWidth.ts';
import { defineContentCheck, when } from './defineCheck.ts';

/** Largest width in px that search results show completely. 572 px are 26 full-width characters. */
const longest = { latin: 561, cjk: 572 };
/** Limits in characters, or in full-width characters for titles that are mostly CJK. */
const shortest = { latin: 30, cjk: 10 };

export const titleChecks = [
  defineContentCheck({
    id: 'title.missing',
    severity: 'high',
    test: (facts) => when(facts.titles.every((title) => title.trim() === '')),
  }),
  defineContentCheck({
    id: 'title.too-long',
    severity: 'medium',
    test: (facts) => {
      const title = titleOf(facts);
      if (title === null) return [];
      const limit = isMostlyCjk(title) ? longest.cjk : longest.latin;
      const width = resultWidth(title);
      return when(width > limit, { snippet: title, value: Math.ceil(width), limit, unit: 'px' });
    },
  }),
  defineContentCheck({
    id: 'title.too-short',
    severity: 'low',
    test: (facts) => {
      const title = titleOf(facts);
      if (title === null) return [];
      const cjk = isMostlyCjk(title);
      const limit = cjk ? shortest.cjk : shortest.latin;
      const length = cjk ? fullWidthCharacters(title) : countGraphemes(title);
      return when(length < limit, { snippet: title, value: length, limit, unit: 'chars' });
    },
  }),
];

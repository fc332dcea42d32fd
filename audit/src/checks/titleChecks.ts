import { titleOf } from '../page/isIndexable.ts';
import { isMostlyCjk } from '../text/cjk.ts';
import { countGraphemes, fullWidthCharacters, resultWidth } from '../text/textWidth.ts';
import { isHome } from '../urls/isHome.ts';
import { defineResultCheck, when } from './defineCheck.ts';

/** Largest width in px that search results show completely. 26 full-width characters take 572 px. */
const LONGEST_PX = 580;
/** Limits in characters, or in full-width characters for titles that are mostly CJK. */
const shortest = { latin: 15, cjk: 6 };

export const titleChecks = [
  defineResultCheck({
    id: 'title.missing',
    severity: 'high',
    test: (facts) => when(facts.titles.every((title) => title.trim() === '')),
  }),
  defineResultCheck({
    id: 'title.too-long',
    severity: 'low',
    test: (facts) => {
      const title = titleOf(facts);
      if (title === null) return [];
      const width = resultWidth(title);
      return when(width > LONGEST_PX, {
        snippet: title,
        value: Math.ceil(width),
        limit: LONGEST_PX,
        unit: 'px',
      });
    },
  }),
  defineResultCheck({
    id: 'title.too-short',
    severity: 'low',
    test: (facts, { url }) => {
      const title = titleOf(facts);
      if (title === null || isHome(url)) return [];
      const cjk = isMostlyCjk(title);
      const limit = cjk ? shortest.cjk : shortest.latin;
      const length = cjk ? fullWidthCharacters(title) : countGraphemes(title);
      return when(length < limit, { snippet: title, value: length, limit, unit: 'chars' });
    },
  }),
];

import { descriptionOf } from '../page/isIndexable.ts';
import { isMostlyCjk } from '../text/cjk.ts';
import { countGraphemes, fullWidthCharacters } from '../text/textWidth.ts';
import { defineResultCheck, when } from './defineCheck.ts';

/** Limits in characters, or in full-width characters for descriptions that are mostly CJK. */
const longest = { latin: 160, cjk: 80 };

export const descriptionChecks = [
  defineResultCheck({
    id: 'desc.missing',
    severity: 'low',
    test: (facts, _visit, { isStart }) =>
      descriptionOf(facts) === null ? [{ ...(isStart ? { severity: 'medium' } : {}), evidence: {} }] : [],
  }),
  defineResultCheck({
    id: 'desc.too-long',
    severity: 'info',
    test: (facts) => {
      const description = descriptionOf(facts);
      if (description === null) return [];
      const cjk = isMostlyCjk(description);
      const limit = cjk ? longest.cjk : longest.latin;
      const length = cjk ? fullWidthCharacters(description) : countGraphemes(description);
      return when(length > limit, { snippet: description, value: length, limit, unit: 'chars' });
    },
  }),
];

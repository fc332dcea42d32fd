import { isLanguageTag } from '../text/isLanguageTag.ts';
import { defineContentCheck, when } from './defineCheck.ts';

export const languageChecks = [
  defineContentCheck({
    id: 'html.missing-lang',
    severity: 'low',
    test: (facts) => when((facts.lang ?? '').trim() === ''),
  }),
  defineContentCheck({
    id: 'html.invalid-lang',
    severity: 'low',
    test: (facts) => {
      const lang = (facts.lang ?? '').trim();
      return when(lang !== '' && !isLanguageTag(lang), { value: lang, selector: 'html' });
    },
  }),
];

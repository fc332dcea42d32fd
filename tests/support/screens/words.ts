import { fileURLToPath } from 'node:url';
import { createTranslator, type Words } from '../../../lib/i18n/createTranslator.ts';
import { quotedNumbers } from '../../../lib/i18n/quotedNumbers.ts';
import { readWords } from '../../../locales/readWords.ts';

export type Language = 'en' | 'zh-TW';
export const languages: readonly Language[] = ['en', 'zh-TW'];

/** The texts of the screens in a language, from the files that the extension uses. */
export function wordsIn(language: Language) {
  const file = fileURLToPath(new URL(`../../../locales/${language}.yaml`, import.meta.url));
  const words = readWords(file) as Words;
  return createTranslator<ScreenWords>(words, language, quotedNumbers);
}

/** Title and text of a failure code, e.g. of `failure.invalid_url`. */
export function failureIn(language: Language, group: 'failure' | 'scan_failure', code: string, host = '') {
  const say = wordsIn(language) as (key: string, parameters: Record<string, string>) => string;
  return {
    title: say(`${group}.${code}.title`, { host, code }),
    text: say(`${group}.${code}.text`, { host, code }),
  };
}

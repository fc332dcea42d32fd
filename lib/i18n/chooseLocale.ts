import type { Language } from '../state/settings';

const locales = ['en', 'zh-TW'] as const;
export type Locale = (typeof locales)[number];

/** The person's choice; else the first language of the browser that we speak; else English. */
export function chooseLocale(setting: Language, browserLanguages: readonly string[]): Locale {
  if (setting !== 'auto') return setting;
  for (const language of browserLanguages) {
    if (/^zh\b/i.test(language)) return 'zh-TW';
    if (/^en\b/i.test(language)) return 'en';
  }
  return 'en';
}

import en from '@/locales/worker.en.yaml';
import zhTw from '@/locales/worker.zh-TW.yaml';
import type { Locale } from './chooseLocale';
import type { Words } from './createTranslator';

/** The background's few sentences: badge tooltip and notifications. Use as `createTranslator<WorkerWords>(workerWords[locale], locale)`. */
export const workerWords: Record<Locale, Words> = { en, 'zh-TW': zhTw };

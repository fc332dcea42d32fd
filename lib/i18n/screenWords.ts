import en from '@/locales/en.yaml';
import zhTw from '@/locales/zh-TW.yaml';
import type { Locale } from './chooseLocale';
import type { Words } from './createTranslator';

export const screenWords: Record<Locale, Words> = { en, 'zh-TW': zhTw };

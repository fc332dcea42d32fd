import en from '@/locales/en.yaml';
import zhTw from '@/locales/zh-TW.yaml';
import type { Words } from './createTranslator';
import type { Locale } from './locale';

export const screenWords: Record<Locale, Words> = { en, 'zh-TW': zhTw };

import { expect, it } from 'vitest';
import { isLanguageTag } from '../../../../audit/src/text/isLanguageTag.ts';

it.each([
  'zh-TW',
  'zh-Hant',
  'zh-Hant-TW',
  'zh-HK',
  'zh-Hans',
  'zh-tw',
  'EN',
  'en',
  'en-GB',
  'es-419',
  'de-1996',
  'sr-Latn',
  'nan-Hant-TW',
  'hak',
  'ami',
  'cmn-Hant',
  'zh-yue-HK',
  'yue',
  'zh-min-nan',
  'und',
  'x-default',
  'en-u-ca-gregory',
])('%s is a language', (tag) => {
  expect(isLanguageTag(tag)).toBe(true);
});

it.each([
  'zh_TW',
  'en_US',
  'english',
  'chinese',
  'xx-YY',
  'xx',
  'en-UK',
  'jp',
  'cn',
  'eng',
  'zho',
  'zh-Tawn',
  'zh-Hant-XX',
  'zh-TW-',
  'zh--TW',
  'a',
  'zh TW',
  '中文',
  '正體中文',
  'zh-TW;q=1',
])('%s is not a language', (tag) => {
  expect(isLanguageTag(tag)).toBe(false);
});

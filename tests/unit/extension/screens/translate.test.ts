import { describe, expect, it } from 'vitest';
import { requestWords, scanWords } from '@/components/notes/failureWords';
import { createFormats } from '@/components/screen/createFormats';
import { chooseLocale, createTranslator } from '@/lib/i18n';
import { quotedNumbers } from '@/lib/i18n/quotedNumbers';
import { screenWords } from '@/lib/i18n/screenWords';

const en = createTranslator<ScreenWords>(screenWords.en, 'en', quotedNumbers);
const zh = createTranslator<ScreenWords>(screenWords['zh-TW'], 'zh-TW', quotedNumbers);

describe('the language', () => {
  it('is the chosen one, otherwise the first of the browser that there are words for, otherwise English', () => {
    expect(chooseLocale('en', ['zh-TW'])).toBe('en');
    expect(chooseLocale('auto', ['fr-FR', 'zh-Hant-TW', 'en-US'])).toBe('zh-TW');
    expect(chooseLocale('auto', ['en-GB', 'zh-TW'])).toBe('en');
    expect(chooseLocale('auto', ['ja-JP'])).toBe('en');
    expect(chooseLocale('auto', [])).toBe('en');
  });
});

describe('words', () => {
  it('have the plural of their language', () => {
    expect(en('report.findings', { count: 1 })).toBe('1 place');
    expect(en('report.findings', { count: 1234 })).toBe('1,234 places');
    expect(zh('report.findings', { count: 1 })).toBe('1 處');
  });

  it('do not read the value of a parameter as a parameter', () => {
    expect(en('job.open', { host: '{host}{count}' })).toBe('Open the live view of {host}{count}');
  });

  it('name an unknown code as harmless text', () => {
    const { text } = requestWords(en, 'brand_new\u202ecode');
    expect(text).toContain('brand_new code');
    expect(requestWords(en, '__proto__').title).toBe(requestWords(en, 'unknown').title);
    expect(scanWords(zh, 'name_not_found', 'gone.example').text).toContain('gone.example');
  });
});

describe('formats', () => {
  const f = createFormats('en', ['en-US']);

  it('write a past time in a suitable unit', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    expect(f.ago('2026-11-22T11:59:30Z', now)).toBeNull();
    expect(f.ago('2026-11-22T11:48:00Z', now)).toBe('12m ago');
    expect(f.ago('2026-11-22T10:00:00Z', now)).toBe('2h ago');
    expect(f.ago('2026-11-21T10:00:00Z', now)).toBe('yesterday');
    expect(f.ago('2026-11-02T10:00:00Z', now)).toBe('Nov 2');
    expect(createFormats('zh-TW', ['zh-TW']).ago('2026-11-21T10:00:00Z', now)).toBe('昨天');
  });

  it('keep the region of a person who reads English', () => {
    expect(createFormats('en', ['de-DE', 'en-GB']).date('2026-11-02T10:00:00Z')).toContain('2 Nov 2026');
  });

  it('write units as the texts do', () => {
    const zhF = createFormats('zh-TW', ['zh-TW']);
    expect([5000, 300_000, 3_600_000].map(f.interval)).toEqual(['5 s', '5 min', '1 h']);
    expect([5000, 300_000, 3_600_000].map(zhF.interval)).toEqual(['5 秒', '5 分鐘', '1 小時']);
    expect([64_000, 3_660_000].map(f.duration)).toEqual(['1 min 4 s', '1 h 1 min']);
    expect(zhF.duration(64_000)).toBe('1 分鐘 4 秒');
  });

  it('join sentences with a blank in English, and with none in Chinese', () => {
    const zhF = createFormats('zh-TW', ['zh-TW']);
    expect(f.sentences('One.', null, 'Two.')).toBe('One. Two.');
    expect(zhF.sentences('第一句。', '', '第二句。')).toBe('第一句。第二句。');
    expect(f.sentences()).toBe('');
  });

  it('accept a time that is not valid', () => {
    expect(f.time('')).toBe('–');
    expect(f.ago('never', 0)).toBe('–');
  });

  it('round a percent down, so that 100% means done', () => {
    expect(f.percent(99.9)).toBe('99%');
  });
});

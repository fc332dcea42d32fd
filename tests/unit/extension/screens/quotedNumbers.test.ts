import { describe, expect, it } from 'vitest';
import { quotedNumbers } from '@/lib/i18n/quotedNumbers';
import { readWords } from '@/locales/readWords';

const read = (name: string) => readWords(`locales/${name}.yaml`);
const texts = (entry: string | object): string[] =>
  typeof entry === 'string' ? [entry] : Object.values(entry);

describe('numbers of the code', () => {
  // Not numbers of the code: addresses, HTTP status codes, names of versions and encodings, and the score's scale.
  const allowed = /https?:\/\/\S+|\bUTF-8\b|\b(?:403|429|503|4xx|5xx)\b|[{]\w+[}]/g;
  const scale = new Set(['report.score_of', 'report.how_text']);

  it('are written out in no text, and have a value where a text names one', () => {
    for (const name of ['en', 'zh-TW', 'worker.en', 'worker.zh-TW']) {
      for (const [key, entry] of Object.entries(read(name))) {
        for (const text of texts(entry)) {
          if (!scale.has(key)) expect(text.replaceAll(allowed, ''), key).not.toMatch(/\d/);
          for (const [, quoted = ''] of text.matchAll(/\{([A-Z]\w*)\}/g))
            expect(quotedNumbers, key).toHaveProperty(quoted);
        }
      }
    }
  });

  it('are all quoted by some text', () => {
    const all = JSON.stringify(read('en'));
    expect(Object.keys(quotedNumbers).filter((name) => !all.includes(`{${name}}`))).toEqual([]);
  });

  it('are the ones by which a score is counted', () => {
    const { CRITICAL_PERCENT, HIGH_PERCENT, MEDIUM_PERCENT, LOW_PERCENT } = quotedNumbers;
    expect([CRITICAL_PERCENT, HIGH_PERCENT, MEDIUM_PERCENT, LOW_PERCENT]).toEqual([100, 40, 15, 4]);
  });
});

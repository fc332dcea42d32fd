import { describe, expect, it } from 'vitest';
import { readWords } from '@/locales/readWords';

const read = (name: string) => readWords(`locales/${name}.yaml`);
const texts = (entry: string | object): string[] =>
  typeof entry === 'string' ? [entry] : Object.values(entry);

describe('the terms of zh-TW', () => {
  const catalogue = Object.entries(readWords('protocol/catalogue/zh-TW.yaml'));
  const all = ['zh-TW', 'worker.zh-TW'].flatMap((name) => Object.entries(read(name))).concat(catalogue);

  // Each with the term to use: docs/glossary.md.
  it.each([
    ['您', '你'],
    ['發現', '處, 種問題, 有問題'],
    ['輪詢', '更新'],
    ['連接(?!埠)', '連線'],
    ['網站地圖', 'Sitemap'],
    ['檢索程式|機器人(?!驗證)', '爬蟲'],
    ['檢索額度', '檢索預算'],
    ['收錄', '索引'],
    ['已讀(?!取)', '已讀取'],
    ['資訊', '提示'],
  ])('do not include %s', (wrong) => {
    const found = all.filter(([, entry]) => texts(entry).some((text) => new RegExp(wrong, 'u').test(text)));
    expect(found).toEqual([]);
  });

  it('say the severity before the number', () => {
    for (const severity of ['critical', 'high', 'medium', 'low', 'info'])
      for (const name of ['en', 'zh-TW'])
        expect(read(name)[`count.${severity}`]).toMatch(/^[^\d{]+ \{count\}$/);
  });
});

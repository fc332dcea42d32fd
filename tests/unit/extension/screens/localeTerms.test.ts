import { readFileSync } from 'node:fs';
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
    ['擋下|封鎖', '擋住'],
    ['觀看', '查看'],
    ['排隊|等待', '等候中'],
    ['消息', '訊息'],
    ['(?<!點擊)深度', '點擊深度'],
    // The addresses of a computer are IP addresses; that of a server is a URL, and that of an extension an origin.
    ['地址|(?<!這台電腦的)位址', '網址, 來源'],
    ['個要求|次要求', '請求'],
  ])('do not include %s', (wrong) => {
    const found = all.filter(([, entry]) => texts(entry).some((text) => new RegExp(wrong, 'u').test(text)));
    expect(found).toEqual([]);
  });

  /** The words of the glossary's table by their terms. */
  const glossary = new Map(
    readFileSync('docs/glossary.md', 'utf8')
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .map(([, term = '', , zh = '']) => [term, zh.split(', ')] as const),
  );

  it.each([
    [/\btoken/i, 'pair, pairing code, token', '權杖'],
    [/\bbadge/i, 'badge', '圖示標記'],
    [/\blive view/i, 'live view', '即時畫面'],
    [/\btimeline/i, 'timeline', '時間軸'],
    [/\bconnection log/i, 'connection log', '連線紀錄'],
    [/\bpartial report/i, 'report, partial report', '部分報告'],
    [/\bpolling(?! every)/i, 'polling, poll cycle', '定時更新'],
    [/\bclick depth/i, 'click depth', '點擊深度'],
  ])('are those of the glossary for %s', (english, term, zh) => {
    expect(glossary.get(term)).toContain(zh);
    let found = 0;
    for (const name of ['', 'worker.']) {
      const translated = read(`${name}zh-TW`);
      const texted = Object.entries(read(`${name}en`)).filter(([, entry]) =>
        texts(entry).some((text) => english.test(text)),
      );
      // A term that leaves the texts of both would make this row empty.
      found += texted.length;
      for (const [key] of texted) expect(texts(translated[key] ?? '').join(), key).toContain(zh);
    }
    expect(found).toBeGreaterThan(0);
  });

  it('call the click depth so in English, but for its parameter', () => {
    for (const name of ['en', 'worker.en'])
      for (const [key, entry] of Object.entries(read(name)))
        for (const text of texts(entry)) expect(text, key).not.toMatch(/(?<!click |\{)\bdepth\b/i);
  });

  it('say the severity before the number', () => {
    for (const severity of ['critical', 'high', 'medium', 'low', 'info'])
      for (const name of ['en', 'zh-TW'])
        expect(read(name)[`count.${severity}`]).toMatch(/^[^\d{]+ \{count\}$/);
  });
});

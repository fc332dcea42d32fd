import { describe, expect, it } from 'vitest';
import { notificationFor } from '../../../lib/effects/notificationFor.ts';
import { createTranslator } from '../../../lib/i18n/index.ts';
import { workerWords } from '../../../lib/i18n/workerWords.ts';
import type { FollowedJob } from '../../../lib/state/followedJob.ts';
import { type FullJobMessage, scanErrorCodes } from '../../../protocol/src/index.ts';
import { followed, message } from './support/messages.ts';

const en = createTranslator<WorkerWords>(workerWords.en, 'en');
const zhTw = createTranslator<WorkerWords>(workerWords['zh-TW'], 'zh-TW');

const coverage = { read: 300, discovered: 310, refused: 2 };
const end = (more: Partial<FullJobMessage> = {}) =>
  message({ job_id: 'j1', status: 'completed', progress: 100, result: { score: 82.93, coverage }, ...more });

const pending = (more: Partial<FullJobMessage> = {}): FollowedJob =>
  followed('j1', { end: end(more), notify: 'pending' });

describe('the words of a notification', () => {
  it('say site and score, pages and issues', () => {
    expect(notificationFor(pending(), end(), en)).toEqual({
      title: 'example.com: 83',
      message: '300 of 310 pages read · places: Critical 3, High 12, Medium 40',
    });
    expect(notificationFor(pending(), end(), zhTw)).toEqual({
      title: 'example.com：83 分',
      message: '已讀取 310 頁中的 300 頁 · 問題處數：嚴重 3、高 12、中 40',
    });
  });

  it('say that nothing was found, or that there is no score', () => {
    const detail = { ...end().detail, issues: { critical: 0, high: 0, medium: 0, low: 0, info: 0 } };
    expect(notificationFor(pending(), end({ detail }), en).message).toBe(
      '300 of 310 pages read · No issues found',
    );
    const none = end({ result: { score: null, coverage } });
    expect(notificationFor(pending(), none, zhTw).title).toBe('example.com：沒有分數');
  });

  it('say why a scan failed, for every code, in both languages', () => {
    for (const code of [...scanErrorCodes, 'from_the_future']) {
      const failed = end({ status: 'failed', error: { code, message: 'x' } });
      const { result: _, ...withoutResult } = failed;
      for (const t of [en, zhTw]) {
        const words = notificationFor(pending(), withoutResult, t);
        expect(words.message).not.toContain('notification.');
        expect(words.message.length).toBeGreaterThan(10);
      }
    }
  });

  it('have the same keys in both languages', () => {
    expect(Object.keys(workerWords['zh-TW']).sort()).toEqual(Object.keys(workerWords.en).sort());
  });
});

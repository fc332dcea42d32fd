import { expect, it } from 'vitest';
import { saysNothing } from '../../../../audit/src/checks/saysNothing.ts';

it.each([
  'click here',
  'here',
  'this',
  'link',
  'more',
  'read more',
  'learn more',
  'details',
  'continue',
  'Click Here',
  ' READ  more ',
  'Read more…',
  'more »',
  'Details →',
  'this link',
  'Continue !',
  '點此',
  '按這裡',
  '點我',
  '更多',
  '看更多',
  '閱讀更多',
  '了解更多',
  '詳情',
  '連結',
  '這裡',
  '更多＞＞',
  '更多 ～',
  '点击这里',
  'もっと見る',
  '続きを読む。',
])('%s does not describe the target', (text) => {
  expect(saysNothing(text)).toBe(true);
});

it.each([
  '',
  '…',
  'Read our brewing guide',
  '--details',
  'link()',
  'start_link',
  '→ details',
  '.here',
  'here '.repeat(100),
  `here${'.'.repeat(1_000_000)}x`,
  'More teas',
  'here we are',
  'linking',
  'this week',
  'product details',
  '更多茶款',
  '閱讀更多關於高山茶',
  '按這裡訂購',
  '連結我們',
  '詳情請見門市',
])('%s describes the target, or is empty', (text) => {
  expect(saysNothing(text)).toBe(false);
});

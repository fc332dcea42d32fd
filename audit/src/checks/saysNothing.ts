const english = [
  'click here',
  'here',
  'this',
  'link',
  'more',
  'read more',
  'learn more',
  'details',
  'continue',
];

const chinese = ['點此', '按這裡', '點我', '更多', '看更多', '閱讀更多', '了解更多', '詳情', '連結', '這裡'];

const saying = new Set([...english, ...chinese]);

/** Brackets, dots and arrows around the words are ignored: "Read more »" is "read more". */
const trimmings = /^[\p{P}\p{S}\p{Cf}\s]+|[\p{P}\p{S}\p{Cf}\s]+$/gu;

/** True when the text of a link does not describe its target. */
export const saysNothing = (text: string): boolean =>
  saying.has(text.normalize('NFC').replace(trimmings, '').replace(/\s+/g, ' ').toLowerCase());

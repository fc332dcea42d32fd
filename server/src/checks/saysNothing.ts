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

/** Brackets, dots and arrows around words say no more than the words: "Read more »" is "read more". */
const trimmings = /^[\p{P}\p{S}\p{Cf}\s]+|[\p{P}\p{S}\p{Cf}\s]+$/gu;

/** True when a link's text alone does not tell where the link leads. */
export const saysNothing = (text: string): boolean =>
  saying.has(text.normalize('NFC').replace(trimmings, '').replace(/\s+/g, ' ').toLowerCase());

/** The texts of links that do not describe their target, by language. */
const texts = {
  en: 'click here, click this, here, right here, this, this link, link, go, more, more info, more information, information, read more, see more, learn more, view more, details, continue, start',
  zhTw: '點此, 點我, 點這裡, 點擊這裡, 請點此, 按此, 按這裡, 這裡, 此處, 連結, 更多, 看更多, 查看更多, 更多資訊, 閱讀更多, 閱讀全文, 繼續閱讀, 了解更多, 瞭解更多, 詳情, 詳細, 詳細內容, 看詳情, 前往',
  zhCn: '点此, 点我, 点这里, 点击这里, 点击此处, 这里, 链接, 更多, 查看更多, 更多信息, 阅读更多, 阅读全文, 继续阅读, 了解更多, 详情, 查看详情',
  ja: 'こちら, ここ, こちらをクリック, ここをクリック, リンク, 詳細, 詳しくはこちら, 詳細はこちら, もっと見る, 続きを読む, 続く, 全文表示',
};

const saying = new Set(Object.values(texts).flatMap((list) => list.split(', ')));
/** A text with an ending of a few more characters may still be in the list. */
const LONGEST = 100;

/** What may follow the words: "Read more »" is "read more". NFKC has made … three dots and ！ an exclamation mark. */
const endings = new Set('. … > » → › ! 。 ！ ～ ~'.split(' ').concat(' '));

/**
 * True when the text of a link does not describe its target. Marks before the words or within count: `--details`
 * is an option, and `link()` a function.
 */
export function saysNothing(text: string): boolean {
  if (text.length > LONGEST) return false;
  const plain = text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  let end = plain.length;
  while (end > 0 && endings.has(plain.charAt(end - 1))) end--;
  return saying.has(plain.slice(0, end));
}

import type { Page } from '../model.ts';

/** One text on two pages; the copy has other white space and a compatibility character (equal after NFC). */

const TEXT: string[] = [
  '茶園筆記 之一 土壤',
  '石棹的土是紅棕色的砂質壤土，抓一把在手裡，握緊會成團，輕輕一碰又散開。茶樹喜歡這樣的土，根可以伸得深，雨水也留不久。我們每年冬天在行間鋪上稻草與茶枝，讓它慢慢腐爛，春天翻開來看，底下全是蚯蚓。有一年為了省工改用塑膠布，草是不長了，蚯蚓也不見了，隔年的茶喝起來像少了一個音的歌，從此再也不敢偷懶。',
  '茶園筆記 之二 鳥與蟲',
  '清晨最先上工的是五色鳥，接著是山紅頭。牠們在茶叢裡找蟲吃，順便把種子到處帶，所以茶園邊緣總會冒出幾棵沒有人種的樹。小綠葉蟬咬過的芽，夏天拿來做蜜香紅茶；茶捲葉蛾比較麻煩，只能用手一片一片摘掉，請來幫忙的學生一開始會尖叫，到了下午就邊摘邊聊天了。',
  '茶園筆記 之三 水',
  '山上沒有自來水，用的是從岩縫裡接下來的泉水，管線有一公里長，颱風過後常常要沿路去找斷掉的地方。水很軟，帶一點點甜，泡自家的茶怎麼泡都好喝。客人把茶帶回平地，覺得味道不一樣，多半是水的緣故。',
];

function copied(text: string): string {
  return `${text.replaceAll(' ', '\n        ').replaceAll('茶樹', '\uF9FE樹')}  `;
}

const H1 = '茶園筆記三則';

export const ZH_FARM_NOTES: Page[] = [
  {
    path: '/zh/blog/tea-farm-notes',
    lang: 'zh-TW',
    title: '茶園筆記：土壤、鳥與水｜阿里山茶舖',
    description: '三則短短的茶園筆記，寫腳下的土、頭上的鳥與管線裡的水，那些包裝上看不見卻決定滋味的東西。',
    h1: H1,
    listedIn: '/zh/blog/',
    main: TEXT,
  },
  {
    path: '/zh/blog/tea-farm-notes-archive',
    lang: 'zh-TW',
    title: '舊站文章存檔：茶園的三件小事｜阿里山茶舖',
    description: '從舊網站搬過來的文章存檔，保留當年的文字，主題是茶園裡的三件小事，供老讀者回味與查閱。',
    h1: H1,
    label: '舊站存檔：茶園的三件小事',
    listedIn: '/zh/blog/',
    main: TEXT.map(copied),
  },
];

import type { Page } from '../model.ts';
import { EN_ORDERING } from './shared-en.ts';

const INDEX = '/en/products/';

const INDEX_MAIN: string[] = [
  'Our list is short on purpose. We sell what grows within an hour of the shop, a handful of teas from friends on neighbouring mountains, and the few pieces of teaware we would not want to brew without.',
  'Most visitors begin with a lightly oxidised oolong, because that is what these mountains are known for. The leaves are rolled into tight balls, open slowly over five or six infusions, and taste of orchid, cut grass and cream. If you prefer something darker, look at the baked and fully oxidised teas further down, which are kinder to a busy kitchen and forgive water that is a little too hot.',
  'Each tea names its garden, its altitude and the week in which it was picked. We do not blend harvests, so a lot that is sold out stays sold out until the following season. Prices are for seventy five grams unless the page says otherwise, and a sample of every leaf can be had for the cost of the postage.',
  'You may also see the list <a href="/en/products/?sort=price">ordered by price</a>, cheapest first.',
  '<h2>Everything in the shop</h2>',
];

export const EN_PRODUCTS: Page[] = [
  {
    path: INDEX,
    lang: 'en',
    title: 'Taiwanese Teas and Teaware | Alishan Tea House',
    description:
      'Single garden oolong, red and baked teas from Alishan and its neighbours, with the teaware we use ourselves. Each lot names its garden and week.',
    h1: 'Teas and teaware from Alishan',
    main: INDEX_MAIN,
  },
  {
    path: '/en/products/?sort=price',
    lang: 'en',
    title: 'Taiwanese Teas and Teaware | Alishan Tea House',
    description:
      'Single garden oolong, red and baked teas from Alishan and its neighbours, with the teaware we use ourselves. Each lot names its garden and week.',
    h1: 'Teas and teaware from Alishan',
    main: INDEX_MAIN,
    canonicals: [INDEX],
    sitemap: false,
  },
  {
    path: '/en/products/high-mountain-oolong',
    lang: 'en',
    title: 'High Mountain Oolong of Alishan, Spring Lots | Alishan Tea House',
    description:
      'Spring picked high mountain oolong from our own slopes: lily, warm milk and a long sweet finish. Light oxidation, the lightest roast, and a new lot every April.',
    h1: 'Alishan high mountain oolong',
    listedIn: INDEX,
    main: [
      '<img src="/images/high-mountain-oolong.svg" alt="Rolled green oolong leaves on a bamboo tray" width="480" height="320">',
      'This is the tea that pays our rent. The bushes stand on a slope that faces east, fourteen hundred metres above the plain, and most mornings a cloud climbs the valley and sits on them until lunch. Slow growth in thin light keeps the leaves thick and sweet, which is why the second and third infusions are usually better than the first.',
      'Expect a pale gold cup, a smell of lily and warm milk, and a finish that stays at the back of the throat for several minutes. Oxidation is about twenty per cent and the roast is the lightest we dare to give.',
      '<ul>\n<li>Cultivar: Qingxin</li>\n<li>Picked: second week of April, by hand</li>\n<li>Altitude: fourteen hundred metres</li>\n<li>Best within: twelve months</li>\n</ul>',
      ...EN_ORDERING,
    ],
  },
  {
    path: '/en/products/jin-xuan',
    lang: 'en',
    title: 'A Natural Jin Xuan Oolong Grown in Alishan | Alishan Tea House',
    description:
      'A naturally creamy oolong from the cultivar known as number twelve. No perfume, no syrup, only a cool spring, cloudy mornings and the patience of thirty pickers.',
    h1: 'Jin Xuan, the milky oolong',
    listedIn: INDEX,
    main: [
      '<img src="/images/jin-xuan.svg" alt="A cup of pale yellow tea beside an open tin" width="480" height="320">',
      'Jin Xuan was bred at the research station in Yangmei and released when our mother was still at school. Farmers liked it because it yields well; drinkers liked it because, in a cool spring, the cup smells of butter and condensed milk without anything having been added.',
      'A great deal of flavoured leaf is sold under the same name. Ours has never met a perfume. The scent is faint when the tin is opened, grows when the leaves are wet, and fades by the fourth cup, which is exactly how you can tell the two apart at home.',
      'We recommend it to people who find green tea too grassy and black tea too strong. It makes a very good cold bottle for the office, and children here drink it weak with supper.',
      ...EN_ORDERING,
    ],
  },
  {
    path: '/en/products/oriental-beauty',
    lang: 'en',
    title: 'Oriental Beauty',
    description:
      'A heavily oxidised summer oolong whose honey scent begins with the bite of a leafhopper. Picked in June in Emei by a family we have known for years.',
    h1: 'Oriental Beauty from Emei',
    listedIn: INDEX,
    footer: '<img src="/images/award.svg" width="64" height="64">',
    main: [
      '<img src="/images/oriental-beauty.svg" alt="Twisted leaves in white, red and brown" width="480" height="320">',
      'No pesticide can be used on this tea, because it depends on a pest. In early June a tiny green leafhopper drinks from the youngest shoots, and the plant answers by making the aromas of honey and ripe peach that drinkers pay for.',
      'The bitten buds are small, so it takes nearly four thousand of them to fill one packet. They are withered long, turned often, and oxidised until two thirds of the leaf has gone brown, then left alone without any rolling into balls.',
      'Brew it with water well off the boil and do not hurry. The liquor is the colour of amber, light on the tongue, and has none of the dryness that a black tea of the same colour would bring.',
      ...EN_ORDERING,
    ],
  },
  {
    path: '/en/products/ruby-black-tea',
    lang: 'en',
    title: 'Ruby Black Tea',
    description:
      'Ruby, or Taiwan tea number eighteen, is a black tea with natural notes of cinnamon and mint. Whole leaf, from a lakeside garden in Nantou County.',
    h1: 'Ruby black tea from Sun Moon Lake',
    listedIn: INDEX,
    robots: 'index, follow, max-image-preview:large',
    headers: { 'x-robots-tag': 'noarchive' },
    main: [
      '<img src="/images/ruby-black-tea.svg" alt="Long dark leaves beside a red cup of tea" width="480" height="320">',
      'Half Burmese and half wild Taiwanese, this cultivar took the research station almost fifty years to finish. It is unmistakable in the cup: cinnamon at first, then cool mint, and a red so clear that the name needs no explanation.',
      'Our lot comes from a garden of two hectares on the north shore of the lake. The owner withers the leaf overnight on cloth rather than in heated troughs, which costs him a day of drying weather and gains a sweetness that survives even careless brewing.',
      'It takes milk, though we think that a pity. Stock moves quickly in autumn, and the <a href="/en/live-stock">current stock of every lot</a> is counted each morning.',
      ...EN_ORDERING,
    ],
  },
  {
    path: '/en/products/porcelain-gaiwan',
    lang: 'en',
    title: 'White Porcelain Gaiwan for Two | Alishan Tea House',
    description:
      'A thin white gaiwan of one hundred and twenty millilitres, thrown in Yingge, with a rim that stays cool enough to hold and a lid that pours without drips.',
    h1: 'White porcelain gaiwan',
    listedIn: INDEX,
    main: [
      '<img src="/images/gaiwan-front.svg" alt="White gaiwan with its lid ajar" width="480" height="320">',
      '<img src="/images/gaiwan-pouring.svg" width="480" height="320">',
      '<img src="/images/divider.svg" alt="" width="480" height="4">',
      '<img src="/images/leaf-ornament.svg" alt width="24" height="24">',
      'A gaiwan is a bowl, a saucer and a lid, and nothing hides a fault less kindly. We tried eleven before choosing this one. Its rim flares outward, so the heat of the water never reaches your fingers, and the lid sits low enough to hold back even broken leaf.',
      'The potter in Yingge glazes the inside twice. Porcelain keeps no memory of what it held, which makes the bowl right for tasting several teas in one afternoon, and wrong for anybody who hopes that a pot will grow better with age.',
      'It holds one hundred and twenty millilitres when full to the lid, enough for two small cups with six grams of rolled oolong. Please warm it before use, since a cold bowl may crack in winter.',
      ...EN_ORDERING,
    ],
  },
];

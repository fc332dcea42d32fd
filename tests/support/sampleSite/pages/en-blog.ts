import type { Page } from '../model.ts';
import { EN_AUTHOR } from './shared-en.ts';

const INDEX = '/en/blog/';

export const EN_BLOG: Page[] = [
  {
    path: INDEX,
    lang: 'en',
    title: 'Journal of a Mountain Tea Shop | Alishan Tea House',
    description:
      'Letters from the garden, notes from the withering room and the occasional recipe, written by the family behind Alishan Tea House in Chiayi County.',
    h1: 'The tea house journal',
    main: [
      'We began to keep this journal in the winter when a landslide closed the road for six weeks and there was nobody to talk to. It has stayed a place for things that do not fit on a packet: how a tea is made, who made it, what went wrong, and what we cooked afterwards.',
      'The entries are grouped loosely by season. Spring and winter are about picking, because that is all we have time for. Summer is for repairs, visits and experiments with black tea. Autumn brings the storms, and with them long evenings in the workshop when somebody finally explains a machine properly.',
      'Nothing here is sponsored, and the prices and opinions are our own. When an entry turns out to be mistaken we leave it standing and add a dated correction below it, since a journal that never errs is an advertisement. Readers who want to hear about new entries can leave an address with us and will get a plain letter four times a year.',
      '<h2>All entries</h2>',
    ],
  },
  {
    path: '/en/blog/how-oolong-is-made',
    lang: 'en',
    title: 'How Oolong Is Made, Step by Step | Alishan Tea House',
    description:
      'From the basket to the tin in thirty six hours: sun withering, tossing, fixing, rolling and drying, told by the people who stay awake for all of it.',
    h1: 'How oolong is made',
    listedIn: INDEX,
    main: [
      'Picking stops when the sun is high. The leaves are spread on cloth in the yard for half an hour, until they go limp and smell of cucumber, and then carried indoors. For a note on the cloth <a href="/en/blog/withering-room">click here</a>.',
      'Through the evening the trays are shaken by hand, gently at first and harder after midnight. Bruised edges turn brown while the middle stays green, and that border is what makes an oolong. The rolling that follows is described <a href="/en/blog/rolling-room">here</a>, and the tasting at dawn in <a href="/en/blog/reading-a-tea-label">this</a> entry.',
      'Heat ends it. A drum at three hundred degrees stops the browning in eight minutes, and from then on the work is only rolling and drying. Beginners may follow the <a href="/en/guides/cold-brew">link</a> to an easy first recipe; there is <a href="/en/guides/water-temperature">more</a> in the guide to water.',
      'A little of each lot is kept back every year. Some became <a href="/en/products/aged-puerh">our aged tea cakes</a>, which visitors ask for, and <a href="/en/blog/withering-room">More about withering</a> can be found in its own entry.',
      ...EN_AUTHOR,
    ],
  },
  {
    path: '/en/blog/reading-a-tea-label',
    lang: 'en',
    title: 'How to Read a Taiwanese Tea Label | Alishan Tea House',
    description:
      'Altitude, cultivar, season and the small print: what the words on a Taiwanese packet promise, and which of them nobody has ever been made to prove.',
    h1: 'Reading a tea label',
    listedIn: INDEX,
    main: [
      'A packet of oolong carries more numbers than a train ticket, and about half of them mean something. Begin with the season. Spring and winter teas are dearer because the plant grows slowly; summer leaf is thinner and cheaper (<a href="/en/blog/harvest-letter">read more</a>).',
      'Altitude is printed large and checked by nobody. Gardens over a thousand metres may be called high mountain, but the figure is often that of the peak and not of the field (<a href="/en/blog/how-oolong-is-made">Learn\n   More</a>). Ask where the factory stands, for leaf cannot travel far before it wilts (<a href="/en/about"> details </a>).',
      'The cultivar tells you what the cup will smell of, and the roast tells you how it will keep. Neither is a mark of quality. If you have the patience to compare, <a href="/en/guides/brewing"><span>CONTINUE</span></a> with two small bowls side by side.',
      'When in doubt, <a href="/en/guides/tea-glossary">Read our glossary of tea words</a> before paying, or ask for ten grams.',
      ...EN_AUTHOR,
    ],
  },
  {
    path: '/en/blog/cafe-pairings-spring',
    lang: 'en',
    title: 'Tea at the Caf\u00e9: What to Eat With Oolong',
    description:
      'Pineapple cake, salted plum and a plain omelette: three things from the counter of a Chiayi coffee shop that taste better beside a spring oolong.',
    h1: 'Spring pairings from the counter',
    listedIn: INDEX,
    main: [
      'Our cousin runs a coffee shop near the railway station and lets us take over the counter one afternoon each month. The rule is that we may only serve what she already sells. In April we carried down a kilo of new leaf and tried it against everything under the glass.',
      'Pineapple cake won, as it always does. The sour filling cuts the butter and leaves room for the flowers in the tea. Salted plum came second, eaten in small bites between sips, and a plain omelette with spring onion was a surprise: egg makes a light oolong taste almost of broth.',
      'Chocolate failed. It coats the tongue, and whatever came after it tasted of hot water. We also gave up on cheese cake, which fought with the milkier leaf until both tasted of nothing in particular.',
      ...EN_AUTHOR,
    ],
  },
  {
    path: '/en/blog/cafe-pairings-autumn',
    lang: 'en',
    title: 'Tea at the  Cafe\u0301:\n  What to Eat With Oolong',
    description:
      'Roasted chestnuts, taro pastry and sesame noodles served with charcoal baked tea: the autumn half of our monthly afternoon behind the coffee counter.',
    h1: 'Autumn pairings from the counter',
    listedIn: INDEX,
    main: [
      'By October the glass case has changed. There are chestnuts from the man with the barrow, taro pastries for the moon festival, and at lunch a bowl of sesame noodles that nobody will let the owner take off the menu. We brought the baked teas this time, which are brown and smell of toast.',
      'The chestnuts were perfect, sweet against smoke, and gone within the hour. Taro needs a stronger infusion than you would think, so we doubled the leaf and halved the time. Noodles and tea sound wrong on paper, yet the roast stands up to sesame the way a stout beer does.',
      'Guests kept asking which leaf to buy for guests of their own. The honest answer is the cheapest baked lot on the shelf, because the food does most of the work and nobody will be counting infusions.',
      ...EN_AUTHOR,
    ],
  },
  {
    path: '/en/blog/withering-room',
    lang: 'en',
    title: 'A Night in the Withering Room | Alishan Tea House',
    description:
      'Inside the workshop at Shizhuo: what the room looks like, how it smells at night, and why nobody is allowed to open the window before the leaf is ready.',
    h1: 'A night in the withering room',
    listedIn: INDEX,
    main: [
      'The room is long, low and lined with bamboo racks, and for eleven months of the year we store bicycles in it. During the harvest it is kept at twenty one degrees with the windows shut. Two hundred trays hold the work of a whole day, and each must be lifted, shaken and put back every ninety minutes until dawn.',
      'You learn to work by smell. Fresh cut grass at nine in the evening, green apple at midnight, and some time after three a sweetness like lilac that arrives all at once. Miss it by half an hour and it is gone, and the tea will be merely good.',
      'Our grandfather slept on a bench under the racks. Wei-han has a telephone that rings, and still he sleeps on the bench, because he does not trust the telephone.',
      ...EN_AUTHOR,
    ],
  },
  {
    path: '/en/blog/rolling-room',
    lang: 'en',
    title: 'Forty Turns in the Rolling Room | Alishan Tea House',
    description:
      'Inside the workshop at  Shizhuo: what the room looks like, how it smells at night, and why nobody is allowed\n to open the window before the leaf is ready. ',
    h1: 'Forty turns in the rolling room',
    listedIn: INDEX,
    main: [
      'Rolled oolong gets its shape from a cloth. Twenty kilos of warm leaf are tied into a ball the size of a football, squeezed between two iron plates, untied, broken up and warmed again. Then the whole thing is repeated, thirty times for a cheap tea and at least forty for a good one.',
      'The machine came from Lugu second hand and is older than any of us. It groans at the same point of each turn, and whoever is on duty stops hearing it by the second night. What you never stop noticing is the cloth, which must be tight enough to press and loose enough to breathe.',
      'Visitors like this room best, since it is warm and something is always moving. We give them the breaking up to do, and they leave with green fingers that no soap will clean for a week.',
      ...EN_AUTHOR,
    ],
  },
  {
    path: '/en/blog/tea-and-mist',
    lang: 'en',
    title: 'Why Tea Likes the Mist of Alishan | Alishan Tea House',
    description:
      'A short explanation of why clouded mornings make sweeter leaves, with the temperatures we wrote down on the eastern slope over one whole spring.',
    h1: 'Why tea likes mist',
    main: [
      '<img src="/images/eastern-slope.svg" width="480" height="320">',
      'People say that mist waters the bushes. It does not, or hardly; our gauge has never caught more than a spoonful. What mist does is take away light. A tea plant in full sun turns its sweet amino acids into bitter catechins, and a plant in cloud leaves most of them alone.',
      'Last spring we hung a thermometer and a light meter on the eastern slope and read both each morning at eight and at noon. On clouded days the leaf stayed nine degrees cooler and received a fifth of the light, and the lots picked afterwards were the ones we fought over at the tasting table.',
      'It follows that a dry and brilliant April is bad news here, however well it looks on a postcard. It also follows that nobody can promise you the same tea twice.',
      ...EN_AUTHOR,
    ],
  },
  {
    path: '/en/blog/script-in-the-title',
    lang: 'en',
    title: '<img src=x onerror=alert(1)> and Other Names for a Tea',
    description:
      'A customer typed a line of code into our contest for the name of a new tea & "won". The story of a prank, a web form and a very good winter lot.',
    h1: '<script>alert("oolong")</script> was the name you chose',
    label: 'The prank in our naming contest',
    listedIn: INDEX,
    main: [
      'In November we asked readers to name a new winter lot. The form on the shop counter was nothing but a text box, and within the hour somebody had entered &lt;script&gt;alert("oolong")&lt;/script&gt; and told forty friends to vote for it. It won by a wide margin.',
      'We are people of our word, so the name was printed on sixty packets in the smallest type our printer owns. The web page took longer. Tom had to make certain that the angle brackets were shown and never obeyed, and he spent an evening reading about escaping, which he describes as putting a string into a jar before placing it on the shelf.',
      'The tea itself is quiet: a light roast, some pear, a clean finish. All sixty packets were sold to programmers, and one of them wrote back with a patch.',
      ...EN_AUTHOR,
    ],
  },
  {
    path: '/en/blog/harvest-postcard',
    lang: 'en',
    title: 'A Postcard From the Winter Harvest | Alishan Tea House',
    description:
      'A few lines written on the last evening of the winter picking, with cold hands, a stove that would not draw and eleven baskets still to be weighed.',
    h1: 'A postcard from the winter harvest',
    listedIn: INDEX,
    main: [
      'We began on Monday under a sky like a blue plate. The pickers wore two coats each and sang to keep their fingers moving. By Wednesday the fog was back and nobody could see the end of a row, only hear it. On Friday we found ice in the dog bowl, and the dog looked at us as if we had put it there.',
      'Tomorrow the road may close. If it does, we shall sleep late and write properly. Until then, keep warm and always drink something very hot. Yours from the hill.',
    ],
  },
  {
    path: '/en/blog/harvest-letter',
    lang: 'en',
    title: 'A Letter From the Spring Harvest | Alishan Tea House',
    description:
      'What the weather did, who came to pick, how the first lots taste and when they will be on sale: our letter to customers after ten days on the hill.',
    h1: 'A letter from the spring harvest',
    listedIn: INDEX,
    main: [
      'Dear friends, the picking is over and all of us are still on our feet. Ten days ago the buds were too small and the sky was too blue, and we spent a long weekend washing trays and telling each other that waiting is part of the work.',
      'The new teas are resting in their bags and will be on the shelf from the first of May. Write to us if you want some kept aside. There is not much, and the neighbours have already been asking. With love from a very quiet kitchen.',
    ],
  },
];

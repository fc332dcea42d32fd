import type { Page } from '../model.ts';
import { EN_GUIDE_NOTE } from './shared-en.ts';

const INDEX = '/en/guides/';

export const EN_GUIDES: Page[] = [
  {
    path: INDEX,
    lang: 'en',
    title: 'Guides to Brewing Taiwanese Tea | Alishan Tea House',
    description:
      'Plain instructions for brewing, chilling, storing and understanding Taiwanese tea, tested in our own kitchen with the kettle that everybody has.',
    h1: 'Guides to tea',
    main: [
      'These pages collect what we tell customers across the counter. They are arranged in the order in which people usually ask: first how to make a cup, then why the cup was bitter, then what to do with the half packet that has been open since last year.',
      'Every recipe was tried with tap water from Chiayi, a kettle without a thermometer and a glass with a saucer on top. If it works like that, it will work in your kitchen. Where good tools make a difference we say so, and where they only make a difference to the photograph we say that as well.',
      'Quantities are given by weight, because a spoon of rolled oolong weighs three times as much as a spoon of loose black leaf. A letter scale from the post office is exact enough. Times begin when the water touches the leaf and end when the last drop has been poured, so a slow pot needs a shorter time than a quick one. The pages can be read in any order, and each of them fits on one sheet when printed.',
      '<h2>All guides</h2>',
    ],
  },
  {
    path: '/en/guides/brewing',
    lang: 'en',
    title: null,
    description:
      'Five grams, boiling water, one minute: a first recipe for rolled oolong in a covered bowl, and how to correct it when the cup is weak or bitter.',
    h1: 'Brewing oolong in a covered bowl',
    listedIn: INDEX,
    bodyStart:
      '<svg width="32" height="32" role="img"><title>Drawing of a covered bowl with a saucer</title><circle cx="16" cy="16" r="12"/></svg>',
    main: [
      'Warm the bowl, throw the water away, and put in five grams of leaf. Shake it with the lid on and smell it: this is the best moment of the whole business and costs nothing. Then fill with water straight from the boil, cover, and wait for one minute.',
      'Pour everything out. Tea that stays behind goes on brewing and spoils what comes next. The second infusion needs only forty seconds, because the balls have opened by now, and each one after it ten seconds longer than the last. Five are usual, and seven are not a miracle.',
      'Too weak means too little leaf, hardly ever too little time. Too bitter means that you forgot it. What we are drinking this week stands under the <a href="/en/blog/latest">newest entry of the journal</a>.',
      ...EN_GUIDE_NOTE,
    ],
  },
  {
    path: '/en/guides/water-temperature',
    lang: 'en',
    title: 'Water Temperature for Oolong Tea | Alishan Tea House',
    description:
      'When to use boiling water, when to let the kettle rest, and how to judge the heat by the sound and the size of the bubbles when you own no thermometer.',
    h1: '  ',
    label: 'Water temperature for each kind of tea',
    listedIn: INDEX,
    main: [
      '<h2>Hot, hotter, boiling</h2>',
      'Rolled oolong wants boiling water. The leaf is folded many times over, and anything cooler wets the outside while the heart stays dry. Green tea is the opposite, flat and tender, and scalds at once. Black tea stands in between and takes whatever you give it without complaint.',
      'Without a thermometer, listen. A kettle that sings is near eighty degrees; when the song drops to a murmur it has passed ninety; when it falls silent and the lid begins to knock, it boils. Pouring from one jug into another costs about eight degrees, and twice is enough for the most delicate leaf on our list.',
      'On the mountain water boils at ninety five. If you live high up as well, use a little more leaf, and a thicker pot.',
      ...EN_GUIDE_NOTE,
    ],
  },
  {
    path: '/en/guides/storing-tea',
    lang: 'en',
    title: 'How to Store Tea Through the Year | Alishan Tea House',
    description:
      'Light, air, damp and smells are the four enemies of an open packet. What to keep it in, where to put the tin, and how long each kind of tea lasts.',
    h1: 'How to store tea',
    listedIn: INDEX,
    canonicals: ['/en/guides/storing-tea', '/en/guides/storing-tea'],
    main: [
      'An unopened packet flushed with nitrogen keeps for two years in a drawer. Once it is open the clock runs faster, and a lightly oxidised oolong should be finished within six weeks. Press out the air, fold the top twice, hold it with a peg, and put the packet into a tin with a tight lid.',
      '<h1>Refrigerator or cupboard?</h1>',
      'The refrigerator is cold, dark and full of fish. Leaf takes up smells faster than butter does, so use it only for sealed bags, and let a bag reach room temperature before you cut it, or dew will settle inside. For everything in daily use, a cupboard away from the stove is better.',
      'Baked tea may be kept for years and grows softer with time; the <a href="/en/products/aged-puerh">cakes we have aged ourselves</a> were stored on a plain wooden shelf.',
      ...EN_GUIDE_NOTE,
    ],
  },
  {
    path: '/en/guides/cold-brew',
    lang: 'en-GB',
    title: 'Cold Brewed Oolong for Hot Days | Alishan Tea House',
    description:
      'Ten grams, one litre of cold water and a night in the refrigerator give a sweet, clear tea without a trace of bitterness. With three variations.',
    h1: 'Cold brewed oolong',
    listedIn: INDEX,
    bodyStart:
      '<svg width="32" height="32" role="img"><title>Icon</title><rect width="20" height="30"/></svg>\n<!-- <h1>Iced tea</h1> <a href="/en/products/matcha">our matcha</a> -->',
    main: [
      'Cold water takes the sugar and the scent out of a leaf and leaves most of the bitterness behind, which is why this method cannot really fail. Put ten grams of rolled oolong into a bottle that holds a litre, fill it from the tap, close it, and forget it in the refrigerator until morning.',
      'Strain it when you get up and drink it within two days. It should be the colour of straw, and sweet enough for people to ask what you added. The leaf will give one more bottle if you use hot water for the first minute of the second round.',
      'For a party, add slices of pear. For a headache, a salted plum. For children, half as much leaf and the juice of one orange. If you would rather drink it warm, <a href="/en/guides/brewing#leaf">Read our brewing guide</a> first.',
      ...EN_GUIDE_NOTE,
    ],
  },
  {
    path: '/en/guides/tea-glossary',
    lang: 'EN',
    title: 'Glossary of Taiwanese Tea Words | Alishan Tea House',
    description:
      'Short explanations of the words you meet on packets and in our guides, from amino acids and bug bitten leaf to sun withering and winter sprout.',
    h1: 'Glossary of tea words',
    h1Place: 'header',
    container: 'article',
    listedIn: INDEX,
    main: [
      '<dl>\n<dt>Bug bitten</dt>\n<dd>Leaf on which a small hopper has fed; the plant answers with aromas of honey, and the farmer answers with a higher price.</dd>\n<dt>Fixing</dt>\n<dd>Quick heating that ends oxidation for good. In Taiwan it is done in a turning drum rather than in a wok or with steam.</dd>\n<dt>Gongfu</dt>\n<dd>Brewing with much leaf, little water and many short infusions; the word means skill that took effort to get.</dd>\n<dt>High mountain</dt>\n<dd>Grown above a thousand metres. A description of place and, in most shops, of cost.</dd>\n<dt>Oxidation</dt>\n<dd>The browning of a bruised leaf in air, as in a cut apple; none in green tea, all of it in black.</dd>\n<dt>Sun withering</dt>\n<dd>The first half hour after picking, spread on cloth in the open, when the leaf loses its stiffness and a tenth of its water.</dd>\n<dt>Throat feel</dt>\n<dd>What remains a minute after swallowing: a coolness, sometimes sweet, which cannot be produced by perfume.</dd>\n<dt>Winter sprout</dt>\n<dd>A small extra crop in warm Decembers, light in body, high in scent, and never to be relied upon.</dd>\n</dl>',
      ...EN_GUIDE_NOTE,
    ],
  },
  {
    path: '/en/guides/caffeine',
    lang: 'en',
    title: 'Caffeine in Tea, Briefly Explained | Alishan Tea House',
    description:
      'How much caffeine is in a cup of oolong, why the second infusion has less of it, and which of our teas can be drunk in the evening without regret.',
    h1: 'Caffeine in tea',
    container: 'div',
    listedIn: INDEX,
    main: [
      'A cup of oolong brewed in our usual way holds about a third of the caffeine in a cup of filter coffee. Most of it leaves the leaf in the first infusion, so people who sleep badly can drink the second and third in the evening. Baking drives out a little, oxidation changes nothing, and buds hold more than old leaves. Decaffeinated oolong exists, and we do not sell it, because we have not yet met one that we would drink ourselves.',
    ],
    aside:
      '<h2>From our letters</h2>\n<p>A reader in Utrecht asks whether rinsing the leaf for ten seconds removes the caffeine. Sadly it does not: a rinse that short takes away perhaps a tenth, together with most of the scent you paid for. She reports that she has gone over to barley in the evening, which we admire and do not imitate.</p>\n<p>Another writes that green tea keeps him awake while black tea does not, although the tables say otherwise. We have no explanation, apart from habit and the size of his cups. A nurse from Tainan brews the same five grams from breakfast until the end of her shift and says that the last bowl is like a warm blanket. A student measured his own pulse for a month and found that the company mattered more than the leaf.</p>\n<p>Finally a grandmother in Alishan, aged ninety one, wants it known that she has taken strong tea at ten every night since her wedding and has never once counted sheep. Her doctor drinks coffee. We print her letter without comment, and have sent her a packet of the baked winter lot with our compliments and our envy.</p>',
  },
  {
    path: '/en/guides/teapot-seasoning',
    lang: 'en',
    title: null,
    description:
      'How to prepare a new clay teapot before its first use, how to care for it afterwards, and why it should only ever meet one kind of tea in its life.',
    h1: 'Seasoning a clay teapot',
    listedIn: INDEX,
    bodyStart: '<div class="banner"></div>\n<title>Seasoning a New Clay Teapot at Home</title>',
    main: [
      'A new pot of unglazed clay smells of the kiln and of the shop. Rinse it, lay it in a pan of cold water with a folded cloth underneath, and bring the water slowly to a simmer. After twenty minutes add a spoon of the tea you mean to brew in it, turn off the heat, and leave everything to cool until the next day.',
      'From then on use no soap. Rinse with hot water, leave the lid off, and let the pot dry upside down on a towel. Clay drinks a little of each brew, and over the years the outside begins to shine like a chestnut, which owners like to help along with a cloth and the last of the tea.',
      'One pot, one kind of tea: a baked oolong leaves a shadow that would spoil a green one.',
      ...EN_GUIDE_NOTE,
    ],
  },
];

import type { Page } from '../model.ts';

/** One text on three pages: two copies that must be found, and a noindex print version that must not. */

const H1 = 'A day at the farm';

const TEXT: string[] = [
  'Visitors meet us at the old police post at eight, when the road is still wet. The first hour is a walk, because the garden makes no sense until your legs have felt how steep it is. We stop at the spring that feeds the tanks, at the stone wall our great grandfather built without mortar, and at the one camphor tree he could not bring himself to fell.',
  'After that everybody gets a basket. You learn to take two leaves and a bud with the side of the finger and not with the nail, and you learn that a morning of honest effort fills about a quarter of what the pickers bring in before breakfast. Nobody laughs, or not loudly.',
  'Lunch is rice, bamboo shoots and whatever the neighbour has caught. In the afternoon the leaves you picked are spread, tossed and fixed in a pan over gas, which is quicker than the real drum and just as hot. The result is rough and green and entirely yours. You carry it home in a paper bag with your name on it, and most people write later that it was the best tea they ever drank, which we choose to believe.',
  'The day ends at four so that the last bus can be caught. Wear shoes with a tread, bring a coat in any season, and tell us beforehand if you do not eat pork.',
];

/** The same words with other white space between them. */
function spaced(text: string): string {
  return text
    .split(' ')
    .map((word, index) => (index % 9 === 8 ? `${word}\n      ` : index % 7 === 6 ? `${word}  ` : `${word} `))
    .join('');
}

export const EN_FARM_DAY: Page[] = [
  {
    path: '/en/blog/a-day-at-the-farm',
    lang: 'en',
    title: 'Spend a Day Picking Tea at Our Farm | Alishan Tea House',
    description:
      'What happens when you join us for a day: the walk, the picking lesson, lunch with the neighbours and a bag of tea that you made with your own hands.',
    h1: H1,
    label: 'A day at the farm, for visitors',
    listedIn: '/en/blog/',
    main: TEXT,
  },
  {
    path: '/en/blog/farm-day-reprint',
    lang: 'en',
    title: 'Farm Visits, Reprinted From the Chiayi Monthly',
    description:
      'The article about our farm visits as it appeared in the spring issue of a local magazine, reprinted here with the kind permission of the editors.',
    h1: H1,
    label: 'Reprint: our farm visits in the monthly',
    listedIn: '/en/blog/',
    main: TEXT.map(spaced),
  },
  {
    path: '/en/blog/farm-day-print',
    lang: 'en',
    title: 'Farm Visit Sheet for Printing | Alishan Tea House',
    description:
      'A plain sheet about the farm visit that hotels and guest houses may print and hang in the hall; it carries no prices and does not change with seasons.',
    h1: H1,
    label: 'Sheet about farm visits for printing',
    listedIn: '/en/blog/',
    main: TEXT,
    robots: 'NOINDEX, FOLLOW',
    sitemap: false,
  },
];

import type { Page } from '../model.ts';
import { EN_HELP_NOTE } from './shared-en.ts';

const INDEX = '/en/help/';

export const EN_HELP: Page[] = [
  {
    path: INDEX,
    lang: '',
    title: 'Help With Orders and Delivery | Alishan Tea House',
    description:
      'Answers about ordering, paying, delivery, customs and returns at Alishan Tea House, and how to reach a human being when the answer is not here.',
    h1: 'Help with your order',
    main: [
      'Do I need an account? No. You can order as a guest, and we keep your address only as long as the tax office obliges us to. Can I change an order? Yes, until it has been packed, which on most days happens at about one in the afternoon.',
      'Do you ship abroad? To most countries, with the exception of a few where tea is held at the border for weeks. Can you wrap it as a present? Gladly, in paper, without ribbon, and with a card in your own words. Is the shop open to visitors? Every day apart from Tuesday, and the kettle is always on.',
      'Is your tea organic? Two of our gardens are certified and say so on the packet. The others are farmed with care and tested each season for residues, and we show the reports to anyone who asks. Why did the price go up? Because it rained.',
      ...EN_HELP_NOTE,
      '<h2>Answers by subject</h2>',
    ],
  },
  {
    path: '/en/help/shipping',
    lang: 'en',
    title: 'Shipping Times and Costs Abroad | Alishan Tea House',
    description:
      'What delivery costs, how long a parcel takes to Europe, America, Japan and Australia, and what we do when one of them takes the scenic route.',
    h1: 'Shipping abroad',
    listedIn: INDEX,
    canonicals: [],
    headers: { link: '<{origin}/en/help/shipping>; rel="canonical"' },
    failsFirst: 2,
    main: [
      'Parcels leave Chiayi by registered air mail three times a week. Japan and Hong Kong take four to six working days, Australia about eight, western Europe and North America between nine and fourteen. In December everything takes longer, and we would rather say so than apologise afterwards.',
      'The price depends upon weight and region and is shown before you pay. Above two kilos a courier is often cheaper, and the basket chooses it for you. Nothing is added for packing, and heavy teaware travels in its own box with straw from the rice harvest around it.',
      'If a parcel has not moved for ten days, tell us. We open an inquiry with the post office and send the order again when it is not found within a month.',
      ...EN_HELP_NOTE,
    ],
  },
  {
    path: '/en/help/returns',
    lang: 'en',
    title: 'Returns and Refunds Made Simple | Alishan Tea House',
    description:
      'Thirty days to change your mind, opened packets included. How to send tea or teaware back, who pays the postage and when the money arrives.',
    h1: 'Returns and refunds',
    listedIn: INDEX,
    canonicals: [],
    canonicalAfterDiv: true,
    main: [
      'You may return anything within thirty days of its arrival, opened tea included, as long as at least half of the packet is left. We ask for a sentence about what you did not like, since that is how we learn, but the refund does not depend on it.',
      'For parcels inside Taiwan we send a driver. From abroad the postage home often costs more than the leaf is worth, so write to us first; in most cases we suggest that you give the tea to a friend and we return half of the price. Teaware that arrives broken is replaced without discussion.',
      'Refunds go back the way the money came and take about a week. Gift cards are credited at once.',
      ...EN_HELP_NOTE,
    ],
  },
  {
    path: '/en/help/payments',
    lang: 'en',
    title: 'Ways to Pay for Your Tea Order | Alishan Tea House',
    description:
      'Cards, bank transfer inside Taiwan and cash at the counter: which ways to pay we accept, in which currency you are charged and why we ask twice.',
    h1: 'Ways to pay',
    listedIn: INDEX,
    canonicals: ['/en/help/payments', '/en/help/returns'],
    main: [
      'We take the usual cards, bank transfer from accounts in Taiwan, and cash or a bag of plums at the counter. Prices are in New Taiwan dollars, and your bank converts them at its own rate on the day. The amount you see in another currency is only an estimate.',
      'Card numbers never reach our computer. They are typed into a window that belongs to the bank, which may ask for a code from your telephone before it agrees. When a payment fails, nothing is reserved and nothing is charged; wait for a minute and try once more, or choose another card.',
      'Companies can pay by invoice after their third order. Receipts with a tax number are sent by letter on the first of the month.',
      ...EN_HELP_NOTE,
    ],
  },
  {
    path: '/en/help/customs',
    lang: 'en',
    title: 'Customs, Duty and Tea Parcels | Alishan Tea House',
    description:
      'What your customs office may ask for when a parcel of tea arrives, which papers we enclose, and in which countries a limit by weight applies.',
    h1: 'Customs and duty',
    listedIn: INDEX,
    headers: { link: '<{origin}/en/help/customs>; rel="canonical"' },
    failsFirst: 1,
    main: [
      'Tea is food, and customs officers like food to have papers. Each parcel carries a declaration with the true value, the weight, and the words dried tea leaves in English and in the language of the country. On request we add a certificate of origin, which takes three working days.',
      'In the European Union parcels up to a modest value come with the tax already paid. Above that the carrier collects it at the door along with a fee of its own. The United States ask for a notice before arrival, and we file it for you. Private buyers in Japan may receive up to ten kilos.',
      'We do not mark sales as presents. Please do not ask, as it is the customer who is fined.',
      ...EN_HELP_NOTE,
    ],
  },
];

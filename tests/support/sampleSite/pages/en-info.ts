import type { Page } from '../model.ts';

export const EN_INFO: Page[] = [
  {
    path: '/en/',
    lang: 'en',
    title: 'Alishan Tea House: Mountain Oolong From Taiwan',
    description:
      'A family shop at Shizhuo below Alishan sells its own oolong and the teas of its neighbours, posts them all over the world and writes about the rain.',
    h1: 'Mountain tea from the people who pick it',
    main: [
      'Alishan Tea House is a shop, a garden and a kitchen table at the side of the mountain road, forty minutes above Chiayi. Our family has grown oolong here for four generations and has sold it under its own name since the youngest of us learned to build a web page.',
      'If you are new to Taiwanese tea, begin with the <a href="/en/products/high-mountain-oolong">high mountain oolong</a> and the <a href="/en/guides/brewing">guide to brewing it</a>. If you know what you like, the <a href="/en/products/">full list of teas</a> is short enough to read while the kettle boils. Those who enjoy the work more than the drink will find the <a href="/en/blog/how-oolong-is-made">making of oolong</a> described in the journal, with all the mistakes left in.',
      'We post parcels on Mondays, Wednesdays and Fridays. Visitors are welcome on every day but Tuesday, and <a href="/en/blog/a-day-at-the-farm">a day on the farm</a> can be arranged from March until the end of May. The dog is called Boiler and is friendlier than he sounds.',
      'The new spring lots are on the shelf now. They were picked between showers in the second week of April, and are lighter and more fragrant than those of last year. Ask for a sample of ten grams with your order and we will put it in without charge, as long as the basket lasts.',
    ],
  },
  {
    path: '/en/about',
    lang: 'en_US',
    title: 'Four Generations of Tea Growers | Alishan Tea House',
    description:
      'How a family of charcoal burners became tea growers, lost the garden to a storm and planted it again: the story behind Alishan Tea House at Shizhuo.',
    h1: 'About the tea house',
    main: [
      'Our great grandfather burned charcoal for the forest railway and planted his first tea bushes in the clearings that the work left behind. They were meant for the household. A buyer from Lugu tasted the result at a wedding, and within ten years the kilns were cold and the whole slope was green.',
      'In the summer of two thousand and nine a storm took away the road, the drying shed and a third of the garden in a single night. We planted again, on terraces this time, with grass between the rows and a strip of forest left standing above each field. The bushes are fourteen years old now, which for tea is the beginning of good sense.',
      'Today Mei-ling runs the shop, Wei-han the garden and the workshop, and Tom, who came for a week and stayed, everything that has to be written in English. Two aunts lead the picking. In the season thirty women from the valley come up each morning, most of them since before any of us could walk. Between them they know every bush by its temper, and correct us when we get a row wrong.',
      'The shop is found at the <a href="/en/shop">counter beside the road</a>. For the curious, there are also our <a href="/private/ledger">ledger of past harvests</a> and the <a href="/private/staff-rota">rota for the picking season</a>, which only the family can open.',
    ],
  },
  {
    path: '/en/contact',
    lang: 'en',
    title: 'Write to Us or Come and Visit | Alishan Tea House',
    description: '   ',
    h1: 'Contact the tea house',
    main: [
      'The quickest way is a letter to <a href="mailto:hello@alishan-tea.example">our shared mailbox</a>, which three people read and one of them answers on the same day. The telephone at the counter is <a href="tel:+88652562000">answered in Mandarin, Taiwanese and slow English</a> between nine and five; if nobody picks up, we are in the garden, and a second call an hour later usually helps.',
      'To visit, take the mountain bus from Chiayi railway station and get off at Shizhuo. Walk back fifty metres in the direction you came from and look for the blue door. Drivers should know that the road closes after heavy rain and that our parking place fits two small cars or one optimist.',
      'Common questions are answered on the <a href="/en/faq">page of questions and answers</a>. Restaurants and shops may ask for the <a href="/en/wholesale-prices">current list of trade prices</a>. And if you would like a letter from us four times a year, leave your address at the counter or with an order: this is <a href="/en/newsletter-thanks">what happens after you sign up</a>.',
      'Journalists are welcome at any time outside the harvest. During the harvest they are welcome too, but will be handed a basket, and we shall expect it to come back full. All other visitors may simply push the door; if the bell rings and nobody comes, follow the smell of toast to the workshop. Photographs of the garden may be printed freely when the shop is named.',
    ],
  },
  {
    path: '/en/wholesale',
    lang: 'en',
    title: 'Wholesale Tea for Shops and Cafes | Alishan Tea House',
    description:
      'Loose leaf by the kilo for tea rooms, restaurants and grocers: which lots we sell in quantity, how samples work and what we ask of our partners.',
    h1: 'Wholesale',
    canonicals: ['/en/wholesale-prices'],
    sitemap: false,
    main: [
      'About a third of each harvest goes to tea rooms, restaurants and small grocers in eleven countries. We sell by the kilo, in bags of foil that hold five, and every bag carries the same lot number as the packets on our own shelf, so your guests can be told exactly where their cup was grown.',
      'Begin with a set of samples. It contains six lots of fifty grams, two of them baked, along with a sheet on how we brew each for a full room. Taste them with your own water and with your own staff, and only then talk about quantities. A first order may be as small as two kilos.',
      'We ask for two things in return. The name of the garden should stand on the menu, and leaf that has gone stale should be thrown away rather than sold cheaply under that name. In exchange you have our word that a lot promised in April will not be given to a higher bidder in May.',
      'Training is part of the bargain. Once a year, in the quiet weeks of August, partners may send one person to the mountain for three days of picking, firing and tasting, with a bed above the workshop and as much rice as they can eat. Most of them come again on their own account, which we take as praise for the rice.',
    ],
  },
  {
    path: '/en/gift-card',
    lang: 'en',
    title: 'Alishan Tea House Gift Card 阿里山茶舖',
    description:
      'Alishan Tea House gift cards: choose an amount, write a few words and send them by letter or by mail. Valid for five years, in the shop and online.',
    h1: 'Gift cards',
    main: [
      'A gift card is the right present for somebody who already owns a teapot and has opinions. Choose any amount from three hundred New Taiwan dollars upwards, write a few words, and tell us whether it should travel by electronic mail or on paper. The paper ones are printed by hand in Chiayi, on the back of old picking tickets, and no two are alike.',
      'Cards are valid for five years and may be used in several steps, at the counter as well as on this site. The remaining amount is printed on every receipt. When a purchase costs more than is left on the card, the difference can be paid in any of the usual ways.',
      'Lost cards can be replaced as long as you know the number or the name of the buyer. They cannot be turned into money, with the exception of amounts under fifty dollars, which we hand out in coins and usually in sweets. Regular customers find their cards in the <a href="/en/members">list kept for members of the tea club</a>.',
      'For companies we print cards with a line of their own, from twenty pieces, within two weeks. Please order before the middle of January if they are meant for the new year, because the printer closes early and cannot be hurried.',
    ],
  },
  {
    path: '/en/cart',
    lang: 'en',
    title: 'Your Basket and Delivery Choices | Alishan Tea House',
    description:
      'The teas you have chosen, with the weight of the parcel, the cost of delivery to your country and the samples that we shall add without charge.',
    h1: 'Your basket',
    sitemap: false,
    headers: { 'x-robots-tag': 'noindex' },
    main: [
      'Your basket is empty at the moment. Teas that you choose on a product page are kept here for thirty days, on this computer only, so you can close the window and come back without losing anything. We do not write to people about baskets that they have left behind.',
      'When there is something in it, this page shows each tea with its lot number, the weight of the finished parcel and the cheapest way to send it to the country you choose. Changing the country changes the price at once. Teaware is counted with its box, which is why a single bowl may weigh as much as a kilo of leaf.',
      'Two samples of ten grams are added to every order. We pick them for you, and try to choose something unlike what you bought. If you would rather have none, or wish for a certain lot, write it into the field for remarks; somebody reads every single one before the box is closed.',
      'Payment comes after the address and takes place in a window of the bank. Until that point nothing is reserved. In the two weeks after each harvest small lots may sell out between the basket and the till, and in that case we offer the nearest neighbour of the same garden, or your money.',
    ],
  },
  {
    path: '/en/newsletter-thanks',
    lang: 'en',
    title: 'Thank You for Joining Our Letter | Alishan Tea House',
    description:
      'You are on the list. What our seasonal letter contains, when the next one leaves the mountain and how to stop it again without giving any reason.',
    h1: 'Thank you, you are on the list',
    robots: 'noindex',
    main: [
      'Your address has been written down, and in a few minutes you will get a short message asking whether it was really you. Press the button in it and all is done. If the message does not come, look among the unwanted mail, where letters about tea have a habit of ending up next to letters about watches.',
      'The letter leaves four times a year: after the spring harvest, in the dead of August, when the winter leaf is in, and shortly before the new year. It holds a page about the weather, the list of new lots with our honest notes, one recipe, and a photograph of the dog. It has never held a discount code, and it is not going to.',
      'Your address is used for this and nothing else. It is stored on a machine in Taiwan, seen by the two of us who write, and deleted on the day you leave. Each letter ends with a line that lets you do so with one press and no questions.',
      'While you wait, you might like to read how we got through the last winter, or put the kettle on. The next letter is planned for the week after the picking, unless the road is closed again, in which case it will be longer.',
    ],
  },
];

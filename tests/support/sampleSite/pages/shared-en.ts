/** English blocks that several pages of a section hold; never enough to make pages alike. */

export const EN_ORDERING: string[] = [
  '<h2>Packing and ordering</h2>',
  'We weigh every order on the day it leaves the shop. Leaves travel in nitrogen flushed foil inside a plain paper box, with the harvest week stamped on the back so you always know how fresh they are. Orders placed before noon on a weekday leave the same afternoon, and parcels inside Taiwan usually arrive within two days. If a tea turns out not to suit you, write to us within thirty days and we will suggest something closer to your taste or return your money. Teaware is packed in straw and counted as one parcel with your tea, so the postage is only paid once.',
];

export const EN_AUTHOR: string[] = [
  '<h2>About this journal</h2>',
  'The journal is written by the three people who run the shop: Mei-ling keeps the books and tastes every lot, her brother Wei-han looks after the garden, and Tom answers the English letters. We write when the weather keeps us indoors, so the entries are irregular and mostly about rain. Questions are welcome, and several of the older entries began as an answer to a customer who wanted to know why we do things the way we do. Where we repeat what others told us, we name them, and where it is only gossip we admit it.',
];

export const EN_GUIDE_NOTE: string[] = [
  '<h2>Before you start</h2>',
  'None of this needs special equipment. A kitchen scale, a kettle and a cup with a lid are enough for nearly every tea we sell, and the numbers in our guides are starting points rather than rules. Change one thing at a time, write down what you did, and taste again the following day. Your own water and your own tongue decide in the end, and a note in pencil is worth more than a chart from a shop. If you own no scale, use the same spoon each time.',
];

export const EN_HELP_NOTE: string[] = [
  '<h2>Still not sure?</h2>',
  'A person reads every message. Our desk is open from nine to five on weekdays, Taiwan time, and during the spring and winter harvests answers may take a day longer because everybody is out on the hill. Please give your order number and, when something arrived damaged, a photograph of the box as well as the tin. We keep no call centre and no scripts, so you will be talking with somebody who has packed parcels in the same week. Letters in Chinese, English and Japanese can all be answered properly; for other languages we borrow a neighbour or a dictionary.',
];

import type { ImageFact, LinkFact, PageFacts } from '../../../audit/src/page/pageFacts.ts';
import type { PageVisit } from '../../../audit/src/page/pageVisit.ts';

export const pageUrl = 'https://tea.example/page';

/** A page in which no check finds a fault. Tests change one fact at a time. */
const faultless: PageFacts = {
  titles: ['High mountain oolong from Alishan'],
  descriptions: [
    'Oolong picked by hand at 1,400 metres, roasted lightly and packed within a week of the harvest.',
  ],
  h1s: [{ text: 'High mountain oolong', selector: 'h1' }],
  lang: 'en',
  canonicals: [{ href: pageUrl, url: pageUrl, from: 'head' }],
  robots: [],
  links: [],
  images: [],
  mainText: '',
  words: 200,
  mainImages: 0,
  mainMedia: 0,
};

export const visitOf = (
  facts: Partial<PageFacts> | null = {},
  visit: Partial<PageVisit> = {},
): PageVisit => ({
  url: pageUrl,
  status: 200,
  failure: null,
  refused: false,
  attempts: 1,
  contentType: 'text/html; charset=utf-8',
  redirectTo: null,
  inSitemap: false,
  depth: 0,
  responseMs: 20,
  bytes: 1000,
  facts: facts === null ? null : { ...faultless, ...facts },
  ...visit,
});

export const linkOf = (text: string, href = '/somewhere'): LinkFact => ({
  href,
  url: URL.canParse(href, pageUrl) ? new URL(href, pageUrl).href.replace(/#.*/, '') : null,
  text,
  nofollow: false,
  selector: 'main > a',
  snippet: `<a href="${href}">`,
});

export const imageOf = (alt: string | null, src = '/leaf.jpg'): ImageFact => ({
  src,
  alt,
  matters: true,
  selector: 'main > img',
  snippet: `<img src="${src}">`,
});

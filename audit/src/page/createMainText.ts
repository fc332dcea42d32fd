import { countWords } from '../text/countWords.ts';
import { normalizeText } from '../text/normalizeText.ts';
import type { OpenElement } from './createOpenElements.ts';
import { mediaElements } from './elements.ts';

/** A part of the page that may be its main text. */
interface Region {
  text: string;
  /** True when a blank belongs before the next text. */
  gap: boolean;
  images: number;
  media: number;
}

/** Where a thing stands, which tells whether it is in the main text once that is known. */
export interface Place {
  inMain: boolean;
  article: number;
  aside: boolean;
  outside: boolean;
}

export const placeOf = (element: OpenElement): Place => ({
  inMain: element.inMain,
  article: element.article,
  aside: element.aside,
  outside: element.outsideMainText,
});

const emptyRegion = (): Region => ({ text: '', gap: false, images: 0, media: 0 });

/**
 * Collects the main text: that of the first `main`; otherwise of the one outermost `article`, when there is
 * exactly one and it holds over half of the words of the body; otherwise of the body without nav, header,
 * footer and aside.
 */
export function createMainText() {
  const main = emptyRegion();
  const article = emptyRegion();
  const content = emptyRegion();
  const body = emptyRegion();
  let articles = 0;
  let hasMain = false;

  const regionsOf = ({ inMain, article: number, aside, outside }: Place): Region[] =>
    outside
      ? []
      : [...(inMain ? [main] : []), ...(number === 1 ? [article] : []), ...(aside ? [] : [content])];

  function addTo(region: Region, text: string): void {
    region.text += region.gap ? ` ${text}` : text;
    region.gap = false;
  }

  function chosen(): 'main' | 'article' | 'body' {
    if (hasMain) return 'main';
    if (articles !== 1) return 'body';
    return countWords(normalizeText(article.text)) * 2 > countWords(normalizeText(body.text))
      ? 'article'
      : 'body';
  }

  return {
    opened(element: OpenElement): void {
      if (element.outsideMainText) return;
      hasMain ||= element.inMain;
      articles = Math.max(articles, element.article);
      const counted = element.name === 'img' ? 'images' : mediaElements.has(element.name) ? 'media' : null;
      if (counted !== null) for (const region of regionsOf(placeOf(element))) region[counted]++;
    },
    /** An element that separates words begins or ends. */
    gap(): void {
      main.gap = true;
      article.gap = true;
      content.gap = true;
      body.gap = true;
    },
    add(text: string, element: OpenElement): void {
      if (element.outsideMainText) return;
      if (element.inMain) addTo(main, text);
      // Once there is a main element, no other text is needed.
      if (hasMain) return;
      if (element.article === 1) addTo(article, text);
      if (!element.aside) addTo(content, text);
      addTo(body, text);
    },
    facts() {
      const choice = chosen();
      const region = { main, article, body: content }[choice];
      return {
        text: normalizeText(region.text),
        images: region.images,
        media: region.media,
        holds: (place: Place): boolean =>
          !place.outside &&
          (choice === 'main' ? place.inMain : choice === 'article' ? place.article === 1 : !place.aside),
      };
    },
  };
}

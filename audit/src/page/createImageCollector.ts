import { pageLimits } from '../limits/pageLimits.ts';
import { copyText, normalizeText } from '../text/normalizeText.ts';
import { type Place, placeOf } from './createMainText.ts';
import type { OpenElement, OpenElements } from './createOpenElements.ts';
import type { ImageFact } from './pageFacts.ts';
import { openTagSnippet } from './snippet.ts';

type Attributes = Readonly<Record<string, string>>;

/** Where scripts that load images late find the address: the most frequent names. */
const lateSources = ['data-src', 'data-lazy-src', 'data-original', 'data-lazy'];
const sourceSets = ['srcset', 'data-srcset', 'data-lazy-srcset'];

/**
 * The address by which people know the image. Pages that load images late have the same placeholder, or none,
 * as `src` of all of them.
 */
function sourceOf(attributes: Attributes): string {
  const src = (attributes.src ?? '').trim();
  if (src !== '' && !/^data:/i.test(src)) return src;
  for (const name of lateSources) {
    const late = attributes[name]?.trim();
    if (late !== undefined && late !== '') return late;
  }
  for (const name of sourceSets) {
    const first = attributes[name]?.trim().split(/[\s,]/, 1)[0];
    if (first !== undefined && first !== '') return first;
  }
  return src;
}

/** True when a screen reader needs no alt, because the image is decoration or has another name. */
const needsNoAlt = (attributes: Attributes): boolean =>
  /^\s*(?:none|presentation)\s*$/i.test(attributes.role ?? '') ||
  attributes['aria-hidden']?.trim().toLowerCase() === 'true' ||
  (attributes['aria-label'] ?? '').trim() !== '';

/** Collects the images of a document. */
export function createImageCollector(elements: OpenElements) {
  const images: { fact: ImageFact; place: Place; link: { readonly hasText: boolean } | null }[] = [];
  let leftOut = 0;

  return {
    opened(attributes: Attributes, element: OpenElement, link: { readonly hasText: boolean } | null): void {
      if (images.length >= pageLimits.links) {
        leftOut++;
        return;
      }
      const alt = attributes.alt?.slice(0, pageLimits.textLength);
      const fact: ImageFact = {
        src: copyText(sourceOf(attributes).slice(0, pageLimits.sourceLength)),
        alt: alt === undefined ? (needsNoAlt(attributes) ? '' : null) : normalizeText(alt),
        matters: false,
        selector: elements.selector(),
        snippet: copyText(openTagSnippet('img', attributes)),
      };
      images.push({ fact, place: placeOf(element), link });
    },
    /** `holds` tells whether a place is in the main text. */
    facts: (holds: (place: Place) => boolean): ImageFact[] =>
      images.map(({ fact, place, link }) => ({
        ...fact,
        matters: holds(place) || (link !== null && !link.hasText),
      })),
    leftOut: (): number => leftOut,
  };
}

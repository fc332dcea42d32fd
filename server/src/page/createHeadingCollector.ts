import type { OpenElements } from './createOpenElements.ts';
import { keptText } from './normalizeText.ts';
import type { PageFacts } from './pageFacts.ts';
import { MAX_HEADINGS, MAX_TEXT } from './pageLimits.ts';

/** The h1 elements in order: their text, else the alternative text of their images. */
export function createHeadingCollector(elements: OpenElements) {
  const headings: PageFacts['h1s'] = [];
  let open: { text: string; alt: string; selector: string; depth: number } | null = null;

  function finish(): void {
    if (open === null) return;
    headings.push({ text: keptText(open.text) || keptText(open.alt), selector: open.selector });
    open = null;
  }

  return {
    opened(): void {
      finish();
      if (headings.length >= MAX_HEADINGS) return;
      open = { text: '', alt: '', selector: elements.selector(), depth: elements.depth() };
    },
    closed(depth: number): void {
      if (open !== null && depth <= open.depth) finish();
    },
    addText(text: string): void {
      if (open !== null && open.text.length < MAX_TEXT) open.text += text;
    },
    addAlt(alt: string): void {
      if (open !== null && open.alt.length < MAX_TEXT) open.alt += ` ${alt}`;
    },
    facts(): PageFacts['h1s'] {
      finish();
      return headings;
    },
  };
}

import { pageLimits } from '../limits/pageLimits.ts';
import { keptText } from '../text/normalizeText.ts';
import type { OpenElements } from './createOpenElements.ts';
import type { PageFacts } from './pageFacts.ts';

/** Collects the h1 elements in document order. One without text has the alternative text of its images. */
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
      if (headings.length >= pageLimits.headings) return;
      open = { text: '', alt: '', selector: elements.selector(), depth: elements.depth() };
    },
    closed(depth: number): void {
      if (open !== null && depth <= open.depth) finish();
    },
    addText(text: string): void {
      if (open !== null && open.text.length < pageLimits.textLength)
        open.text += text.slice(0, pageLimits.textLength + 1);
    },
    addAlt(alt: string): void {
      if (open !== null && open.alt.length < pageLimits.textLength) open.alt += ` ${alt}`;
    },
    facts(): PageFacts['h1s'] {
      finish();
      return headings;
    },
  };
}

import type { OpenElements } from './createOpenElements.ts';
import { copyText, keptText } from './normalizeText.ts';
import type { LinkFact } from './pageFacts.ts';
import { MAX_ADDRESS, MAX_LINKS, MAX_TEXT } from './pageLimits.ts';
import { elementSnippet, openTagSnippet } from './snippet.ts';

interface OpenLink {
  href: string;
  text: string;
  alt: string;
  label: string;
  nofollow: boolean;
  selector: string;
  openTag: string;
  name: string;
  depth: number;
}

/** Links in the order in which they stand; a link's text may end long after it was opened. */
export function createLinkCollector(elements: OpenElements) {
  const links: OpenLink[] = [];
  let open: OpenLink | null = null;

  return {
    /** A new `a` ends the one before it, as in the HTML standard: links do not nest. */
    opened(name: string, attributes: Readonly<Record<string, string>>): void {
      open = null;
      if (attributes.href === undefined || links.length >= MAX_LINKS) return;
      const link: OpenLink = {
        href: copyText(attributes.href.slice(0, MAX_ADDRESS)),
        text: '',
        alt: name === 'area' ? (attributes.alt ?? '') : '',
        label: attributes['aria-label'] ?? '',
        nofollow: attributes.rel !== undefined && /(?:^|\s)nofollow(?:\s|$)/i.test(attributes.rel),
        selector: elements.selector(),
        openTag: openTagSnippet(name, attributes),
        name,
        depth: elements.depth(),
      };
      links.push(link);
      if (name === 'a') open = link;
    },
    closed(depth: number): void {
      if (open !== null && depth <= open.depth) open = null;
    },
    addText(text: string): void {
      if (open !== null && open.text.length < MAX_TEXT) open.text += text;
    },
    addAlt(alt: string): void {
      if (open !== null && open.alt.length < MAX_TEXT) open.alt += ` ${alt}`;
    },
    facts(absolute: (href: string) => string | null): LinkFact[] {
      return links.map((link) => {
        const text = keptText(link.text) || keptText(link.alt) || keptText(link.label);
        return {
          href: link.href,
          url: absolute(link.href),
          text,
          nofollow: link.nofollow,
          selector: link.selector,
          snippet: copyText(elementSnippet(link.openTag, link.name, text)),
        };
      });
    },
  };
}

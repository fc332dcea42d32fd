import { pageLimits } from '../limits/pageLimits.ts';
import { copyText, keptText } from '../text/normalizeText.ts';
import type { ScanUrl } from '../urls/scanUrl.ts';
import type { OpenElements } from './createOpenElements.ts';
import type { LinkFact } from './pageFacts.ts';
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

/** Collects links in document order, which is the order of their start tags. */
export function createLinkCollector(elements: OpenElements) {
  const links: OpenLink[] = [];
  let open: OpenLink | null = null;

  return {
    /** A new `a` ends the previous one, because links do not nest in the HTML standard. */
    opened(name: string, attributes: Readonly<Record<string, string>>): void {
      open = null;
      if (attributes.href === undefined || links.length >= pageLimits.links) return;
      const link: OpenLink = {
        href: copyText(attributes.href.slice(0, pageLimits.addressLength)),
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
      if (open !== null && open.text.length < pageLimits.textLength) open.text += text;
    },
    addAlt(alt: string): void {
      if (open !== null && open.alt.length < pageLimits.textLength) open.alt += ` ${alt}`;
    },
    facts(absolute: (href: string) => ScanUrl | null): LinkFact[] {
      return links.map((link) => {
        const text = keptText(link.text) || keptText(link.alt) || keptText(link.label);
        return {
          href: link.href,
          ...(absolute(link.href) ?? { url: null }),
          text,
          nofollow: link.nofollow,
          selector: link.selector,
          snippet: copyText(elementSnippet(link.openTag, link.name, text)),
        };
      });
    },
  };
}

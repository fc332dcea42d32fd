import { pageLimits } from '../limits/pageLimits.ts';
import { copyText, keptText } from '../text/normalizeText.ts';
import { knownUrl, type Resolved } from '../urls/createResolver.ts';
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
  const leftOut = { links: 0, addresses: 0 };
  let open: OpenLink | null = null;

  return {
    /** A new `a` ends the previous one, because links do not nest in the HTML standard. */
    opened(name: string, attributes: Readonly<Record<string, string>>): void {
      open = null;
      if (attributes.href === undefined) return;
      if (links.length >= pageLimits.links) {
        leftOut.links++;
        return;
      }
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
    facts(absolute: (href: string) => Resolved): LinkFact[] {
      return links.map((link) => {
        const target = absolute(link.href);
        if (target === 'too_long') leftOut.addresses++;
        const text = keptText(link.text) || keptText(link.alt) || keptText(link.label);
        return {
          href: link.href,
          ...(knownUrl(target) ?? { url: null }),
          text,
          nofollow: link.nofollow,
          selector: link.selector,
          snippet: copyText(elementSnippet(link.openTag, link.name, text)),
        };
      });
    },
    /** What the limits left out. Complete after `facts`. */
    leftOut: (): typeof leftOut => leftOut,
  };
}

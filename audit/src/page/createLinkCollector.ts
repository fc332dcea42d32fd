import { pageLimits } from '../limits/pageLimits.ts';
import { copyText, keptText } from '../text/normalizeText.ts';
import { knownUrl, type Resolved } from '../urls/createResolver.ts';
import type { OpenElements } from './createOpenElements.ts';
import type { LinkFact } from './pageFacts.ts';
import { elementSnippet, openTagSnippet } from './snippet.ts';

interface OpenLink {
  href: string;
  /** Its text, with the alternative text of its images. */
  text: string;
  /** It has text besides the alternative text of images. */
  hasText: boolean;
  /** All of its text stands in elements for code. */
  isCode: boolean;
  label: string;
  labelledBy: string | undefined;
  nofollow: boolean;
  selector: string;
  openTag: string;
  name: string;
  depth: number;
}

const notBlank = /\S/;
const separators = /[\s,]+/;

/**
 * Cloudflare replaces `mailto:` by this path and puts it back with a script
 * (https://developers.cloudflare.com/waf/tools/scrape-shield/email-address-obfuscation/).
 */
const hiddenMail = /\/cdn-cgi\/l\/email-protection(?:[?#]|$)/;

/** Collects links in document order, which is the order of their start tags. */
export function createLinkCollector(elements: OpenElements) {
  const links: OpenLink[] = [];
  const leftOut = { links: 0, addresses: 0 };
  let open: OpenLink | null = null;

  return {
    opened(name: string, attributes: Readonly<Record<string, string>>): void {
      open = null;
      if (attributes.href === undefined) return;
      if (links.length >= pageLimits.links) {
        leftOut.links++;
        return;
      }
      const link: OpenLink = {
        href: copyText(attributes.href.slice(0, pageLimits.addressLength)),
        text: name === 'area' ? (attributes.alt ?? '').slice(0, pageLimits.textLength) : '',
        hasText: false,
        isCode: true,
        label: keptText((attributes['aria-label'] ?? '').slice(0, pageLimits.textLength)),
        labelledBy: attributes['aria-labelledby'],
        nofollow: attributes.rel?.toLowerCase().split(separators).includes('nofollow') ?? false,
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
    addText(text: string, inCode: boolean): void {
      if (open === null || open.text.length >= pageLimits.textLength) return;
      open.text += text.slice(0, pageLimits.textLength + 1);
      if (!notBlank.test(text)) return;
      open.hasText = true;
      if (!inCode) open.isCode = false;
    },
    addAlt(alt: string): void {
      if (open !== null && open.text.length < pageLimits.textLength) open.text += ` ${alt} `;
    },
    /** The link that is open. After the walk, `hasText` tells whether it has more than images. */
    current: (): { readonly hasText: boolean } | null => open,
    /** The ids that `aria-labelledby` names. */
    labelIds: (): Set<string> =>
      new Set(links.flatMap(({ labelledBy }) => labelledBy?.split(/\s+/).filter(Boolean).slice(0, 10) ?? [])),
    facts(absolute: (href: string) => Resolved, labels: ReadonlyMap<string, string>): LinkFact[] {
      return links.map((link) => {
        const target = hiddenMail.test(link.href) ? null : absolute(link.href);
        if (target === 'too_long') leftOut.addresses++;
        const shown = keptText(link.text);
        const labelledBy = (link.labelledBy?.split(/\s+/).slice(0, 10) ?? [])
          .map((id) => labels.get(id) ?? '')
          .join(' ');
        const label = keptText(labelledBy) || link.label;
        const text = shown || label;
        return {
          href: link.href,
          ...(knownUrl(target) ?? { url: null }),
          text,
          ...(label === '' ? {} : { label }),
          ...(link.hasText && link.isCode ? { isCode: true as const } : {}),
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

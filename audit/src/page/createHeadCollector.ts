import { headerText } from '../encodings/bytesToText.ts';
import { pageLimits } from '../limits/pageLimits.ts';
import { headerDirectives, metaDirectives } from '../robots/robotsDirectives.ts';
import { copyText, keptText } from '../text/normalizeText.ts';
import type { ScanUrl } from '../urls/scanUrl.ts';
import type { PageFacts } from './pageFacts.ts';
import { parseLinkHeader } from './parseLinkHeader.ts';

/** Header fields by lower-case name. */
export type PageHeaders = Readonly<Record<string, string | string[] | undefined>>;

const fieldsOf = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** Collects titles, descriptions, robots directives and canonicals, from the head and the response headers. */
export function createHeadCollector(headers: PageHeaders) {
  const titles: string[] = [];
  const descriptions: string[] = [];
  const robots: PageFacts['robots'] = [];
  const canonicals: { href: string; from: 'head' | 'header' }[] = [];
  let title: string | null = null;

  function openMeta(attributes: Readonly<Record<string, string>>): void {
    const name = attributes.name?.trim().toLowerCase();
    const content = attributes.content ?? '';
    if (name === 'description' && descriptions.length < pageLimits.metas)
      descriptions.push(keptText(content));
    if (name === 'robots' && robots.length < pageLimits.metas) {
      for (const directive of metaDirectives(content))
        robots.push({ directive: copyText(directive), from: 'meta' });
    }
  }

  function addCanonical(href: string, from: 'head' | 'header'): void {
    if (canonicals.length < pageLimits.metas)
      canonicals.push({ href: copyText(href.trim().slice(0, pageLimits.addressLength)), from });
  }

  function readHeaders(): void {
    for (const field of fieldsOf(headers['x-robots-tag'])) {
      for (const directive of headerDirectives(field)) robots.push({ directive, from: 'header' });
    }
    for (const field of fieldsOf(headers.link)) {
      for (const { href, rel } of parseLinkHeader(headerText(field)))
        if (rel.includes('canonical')) addCanonical(href, 'header');
    }
  }

  return {
    opened(name: string, attributes: Readonly<Record<string, string>>): void {
      if (name === 'title' && titles.length < pageLimits.metas) title = '';
      else if (name === 'meta') openMeta(attributes);
      else if (name === 'link' && attributes.href !== undefined) {
        if (/(?:^|\s)canonical(?:\s|$)/i.test(attributes.rel ?? '')) addCanonical(attributes.href, 'head');
      }
    },
    closed(name: string): void {
      if (name !== 'title' || title === null) return;
      titles.push(keptText(title));
      title = null;
    },
    /** Returns true when the text belongs to a title. */
    addText(text: string): boolean {
      if (title === null) return false;
      if (title.length < pageLimits.textLength) title += text;
      return true;
    },
    /**
     * `resolve` makes an address absolute. An address in the head is relative to the document's base, an
     * address in a header is not.
     */
    facts(resolve: (href: string, from: 'head' | 'header') => ScanUrl | null) {
      readHeaders();
      return {
        titles,
        descriptions,
        robots,
        canonicals: canonicals.map(({ href, from }) => ({
          href,
          ...((href === '' ? null : resolve(href, from)) ?? { url: null }),
          from,
        })),
      };
    },
  };
}

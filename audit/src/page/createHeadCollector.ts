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

/** A canonical with one of these is for a part of the visitors (https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls). */
const partial = ['hreflang', 'lang', 'media', 'type'];

/** `0; url=/x`, as the shared declarative refresh steps of the HTML Standard read it. */
const refreshValue = /^\s*(\d+)(?:\.[\d.]*)?\s*[;,\s]\s*(?:url\s*=\s*)?(.*)$/is;

/** Collects titles, descriptions, robots directives, canonicals and a refresh, from the document and the response headers. */
export function createHeadCollector(headers: PageHeaders) {
  const titles: string[] = [];
  const descriptions: string[] = [];
  const robots: PageFacts['robots'] = [];
  const canonicals: { href: string; from: 'head' | 'header' }[] = [];
  let ignoredCanonicals = 0;
  let refresh: { seconds: number; href: string } | null = null;
  let title: string | null = null;

  function openMeta(attributes: Readonly<Record<string, string>>, inHead: boolean): void {
    const name = attributes.name?.trim().toLowerCase();
    const content = attributes.content ?? '';
    if (name === 'description' && inHead && descriptions.length < pageLimits.metas)
      descriptions.push(keptText(content));
    if ((name === 'robots' || name === 'googlebot') && robots.length < pageLimits.metas) {
      const agent = name === 'googlebot' ? { agent: 'googlebot' as const } : {};
      for (const directive of metaDirectives(content))
        robots.push({ directive: copyText(directive), from: 'meta', ...agent });
    }
    if (attributes['http-equiv']?.trim().toLowerCase() === 'refresh') addRefresh(content);
  }

  function addRefresh(content: string): void {
    const [, seconds = '', written = ''] =
      refreshValue.exec(content.slice(0, pageLimits.addressLength)) ?? [];
    const quote = /^["']/.exec(written)?.[0];
    const href = quote === undefined ? written.trim() : (written.slice(1).split(quote, 1)[0] ?? '');
    if (href !== '') refresh ??= { seconds: Number(seconds), href: copyText(href) };
  }

  function openLink(attributes: Readonly<Record<string, string>>, inHead: boolean): void {
    const { href, rel = '' } = attributes;
    if (href === undefined || !rel.toLowerCase().split(/\s+/).includes('canonical')) return;
    if (!inHead || partial.some((name) => attributes[name] !== undefined)) ignoredCanonicals++;
    else addCanonical(href, 'head');
  }

  function addCanonical(href: string, from: 'head' | 'header'): void {
    if (canonicals.length < pageLimits.metas)
      canonicals.push({ href: copyText(href.trim().slice(0, pageLimits.addressLength)), from });
  }

  function readHeaders(): void {
    for (const field of fieldsOf(headers['x-robots-tag'])) {
      for (const directive of headerDirectives(field)) robots.push({ ...directive, from: 'header' });
    }
    for (const field of fieldsOf(headers.link)) {
      for (const { href, rel, parameters } of parseLinkHeader(headerText(field))) {
        if (!rel.includes('canonical')) continue;
        if (partial.some((name) => parameters.has(name))) ignoredCanonicals++;
        else addCanonical(href, 'header');
      }
    }
  }

  return {
    opened(name: string, attributes: Readonly<Record<string, string>>, inHead: boolean): void {
      if (name === 'title' && titles.length < pageLimits.metas) title = '';
      else if (name === 'meta') openMeta(attributes, inHead);
      else if (name === 'link') openLink(attributes, inHead);
    },
    closed(name: string): void {
      if (name !== 'title' || title === null) return;
      titles.push(keptText(title));
      title = null;
    },
    /** Returns true when the text belongs to a title. */
    addText(text: string): boolean {
      if (title === null) return false;
      if (title.length < pageLimits.textLength) title += text.slice(0, pageLimits.textLength + 1);
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
        ...(ignoredCanonicals > 0 ? { ignoredCanonicals } : {}),
        ...(refresh === null
          ? {}
          : { refresh: { seconds: refresh.seconds, ...(resolve(refresh.href, 'head') ?? { url: null }) } }),
      };
    },
  };
}

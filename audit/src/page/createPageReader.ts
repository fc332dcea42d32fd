import { pageLimits } from '../limits/pageLimits.ts';
import { countWords } from '../text/countWords.ts';
import { copyText, normalizeText } from '../text/normalizeText.ts';
import { createResolver, knownUrl } from '../urls/createResolver.ts';
import { resolveUrl } from '../urls/resolveUrl.ts';
import { CappedParser } from './CappedParser.ts';
import { createHeadCollector, type PageHeaders } from './createHeadCollector.ts';
import { createHeadingCollector } from './createHeadingCollector.ts';
import { createLinkCollector } from './createLinkCollector.ts';
import { createMainText } from './createMainText.ts';
import { createOpenElements } from './createOpenElements.ts';
import { headElements, inlineElements } from './elements.ts';
import type { ImageFact, PageFacts } from './pageFacts.ts';
import { openTagSnippet } from './snippet.ts';

export interface PageSource {
  /** URL of the document. Relative addresses are resolved against it, or against its `<base>`. */
  url: string;
  headers: PageHeaders;
  /** The encoding of the document, in which its links send their queries; UTF-8 by default. */
  encoding?: string;
  /** Served as application/xhtml+xml, where `<a/>` is a complete element. */
  xhtml?: boolean;
}

const TAIL = 100;
/** When a document ends inside a tag, the parser reports the incomplete tag as text. */
const unfinishedEndTag = /<\/[A-Za-z][^>]*$/;
const unfinishedTag = /<[A-Za-z][^>]*$/;

/**
 * Reads one HTML document in a single pass. Its text may arrive in pieces of any size. Never throws.
 * Titles, descriptions, robots directives and canonicals count only in the head, which ends at `</head>`,
 * at `<body>` or at the first element that a head may not contain. Elements that a browser with scripts
 * does not show (template, noscript, iframe) have no links, images or text.
 */
export function createPageReader({ url, headers, encoding, xhtml = false }: PageSource) {
  const elements = createOpenElements();
  const head = createHeadCollector(headers);
  const links = createLinkCollector(elements);
  const headings = createHeadingCollector(elements);
  const mainText = createMainText();
  const images: ImageFact[] = [];
  let imagesLeftOut = 0;
  let lang: string | null = null;
  let baseHref: string | null = null;
  let inHead = true;
  let endsInGap = false;
  let tail = '';
  let ignoresText = false;

  function gap(): void {
    if (!endsInGap) add(' ');
    endsInGap = true;
  }

  function add(text: string): void {
    const top = elements.top();
    if (top.inert) return;
    endsInGap = false;
    links.addText(text);
    headings.addText(text);
    if (top.name !== 'title') mainText.add(text, top);
  }

  function openImage(attributes: Readonly<Record<string, string>>): void {
    const alt = attributes.alt?.slice(0, pageLimits.textLength);
    links.addAlt(alt ?? '');
    headings.addAlt(alt ?? '');
    if (images.length >= pageLimits.links) {
      imagesLeftOut++;
      return;
    }
    images.push({
      src: copyText((attributes.src ?? '').trim().slice(0, pageLimits.sourceLength)),
      alt: alt === undefined ? null : normalizeText(alt),
      selector: elements.selector(),
      snippet: copyText(openTagSnippet('img', attributes)),
    });
  }

  /**
   * A template in the head may contain any element, and a noframes contains only text. A noscript may
   * contain only what a head may contain.
   */
  const endsHead = (name: string, inert: boolean): boolean =>
    name === 'body' || (!headElements.has(name) && !(inert && elements.isIn('template', 'noframes')));

  function onopentag(name: string, attributes: Readonly<Record<string, string>>): void {
    const inert = elements.top().inert;
    if (!inlineElements.has(name)) gap();
    const element = elements.open(name, attributes.id);
    if (inHead && endsHead(name, inert)) inHead = false;
    if (inert) return;
    if (inHead) head.opened(name, attributes);
    if (name === 'html' && attributes.lang !== undefined)
      lang ??= copyText(attributes.lang.slice(0, pageLimits.textLength));
    else if (name === 'base' && attributes.href !== undefined) baseHref ??= attributes.href.trim();
    else if (name === 'a' || name === 'area') links.opened(name, attributes);
    else if (name === 'img') openImage(attributes);
    else if (name === 'h1') headings.opened();
    else mainText.opened(element);
  }

  function onclosetag(name: string): void {
    const depth = elements.depth();
    if (!elements.close(name)) return;
    if (name === 'head') inHead = false;
    head.closed(name);
    links.closed(depth);
    headings.closed(depth);
    if (!inlineElements.has(name)) gap();
  }

  function ontext(text: string): void {
    if (!ignoresText && !head.addText(text)) add(text);
  }

  const parser = new CappedParser(
    { onopentag, onclosetag, ontext },
    { recognizeSelfClosing: xhtml },
    elements.depth,
  );

  return {
    write(text: string): void {
      tail = (tail + text.slice(-TAIL)).slice(-TAIL);
      parser.write(text);
    },
    /** Returns the facts. Nothing may be written after that. */
    end(): PageFacts {
      if (unfinishedEndTag.test(tail)) parser.write('>');
      ignoresText = unfinishedTag.test(tail);
      parser.end();
      const base = (baseHref === null ? null : resolveUrl(baseHref, url, encoding)) ?? url;
      const absolute = createResolver(base, encoding);
      const fromHeader = createResolver(url);
      const text = mainText.text();
      const linkFacts = links.facts(absolute);
      const leftOut = { ...links.leftOut(), images: imagesLeftOut };
      return {
        ...head.facts((href, from) => knownUrl(from === 'head' ? absolute(href) : fromHeader(href))),
        h1s: headings.facts(),
        lang,
        links: linkFacts,
        images,
        ...(leftOut.links + leftOut.images + leftOut.addresses > 0 ? { leftOut } : {}),
        mainText: text,
        words: countWords(text),
      };
    },
  };
}
export type PageReader = ReturnType<typeof createPageReader>;

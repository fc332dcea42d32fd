import { CappedParser } from './CappedParser.ts';
import { countWords } from './countWords.ts';
import { createHeadCollector, type PageHeaders } from './createHeadCollector.ts';
import { createHeadingCollector } from './createHeadingCollector.ts';
import { createLinkCollector } from './createLinkCollector.ts';
import { createMainText } from './createMainText.ts';
import { createOpenElements } from './createOpenElements.ts';
import { headElements, inlineElements } from './elements.ts';
import { copyText, normalizeText } from './normalizeText.ts';
import type { ImageFact, PageFacts } from './pageFacts.ts';
import { MAX_ADDRESS, MAX_LINKS, MAX_TEXT } from './pageLimits.ts';
import { createResolver, resolveUrl } from './resolveUrl.ts';
import { openTagSnippet } from './snippet.ts';

export interface PageSource {
  /** The address the document came from; relative addresses are resolved against it and its base. */
  url: string;
  headers: PageHeaders;
  /** Served as application/xhtml+xml: `<a/>` is then a whole element. */
  xhtml?: boolean;
}

const TAIL = 100;
/** When a document ends inside a tag, the parser takes what it has of it for text. */
const unfinishedEndTag = /<\/[A-Za-z][^>]*$/;
const unfinishedTag = /<[A-Za-z][^>]*$/;

/**
 * Reads one HTML document, handed in as text in pieces of any size, in a single pass. Never throws,
 * whatever the markup. Titles, descriptions, robots and canonicals count only in the head, which ends at
 * `</head>`, `<body>` or the first element that may not stand in one. What a browser with scripts does
 * not show (template, noscript, iframe) has no links, images or text.
 */
export function createPageReader({ url, headers, xhtml = false }: PageSource) {
  const elements = createOpenElements();
  const head = createHeadCollector(headers);
  const links = createLinkCollector(elements);
  const headings = createHeadingCollector(elements);
  const mainText = createMainText();
  const images: ImageFact[] = [];
  let lang: string | null = null;
  let baseHref: string | null = null;
  let inHead = true;
  let gapped = false;
  let tail = '';
  let deaf = false;

  function gap(): void {
    if (!gapped) add(' ');
    gapped = true;
  }

  function add(text: string): void {
    const top = elements.top();
    if (top.inert) return;
    gapped = false;
    links.addText(text);
    headings.addText(text);
    if (top.name !== 'title') mainText.add(text, top);
  }

  function openImage(attributes: Readonly<Record<string, string>>): void {
    const alt = attributes.alt?.slice(0, MAX_TEXT);
    links.addAlt(alt ?? '');
    headings.addAlt(alt ?? '');
    if (images.length >= MAX_LINKS) return;
    images.push({
      src: copyText((attributes.src ?? '').trim().slice(0, MAX_ADDRESS)),
      alt: alt === undefined ? null : normalizeText(alt),
      selector: elements.selector(),
      snippet: copyText(openTagSnippet('img', attributes)),
    });
  }

  /** A template may hold anything, and a noframes holds only text; a noscript must be fit for a head. */
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
      lang ??= copyText(attributes.lang.slice(0, MAX_TEXT));
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
    if (!deaf && !head.addText(text)) add(text);
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
    /** The facts; nothing may be written after it. */
    end(): PageFacts {
      if (unfinishedEndTag.test(tail)) parser.write('>');
      deaf = unfinishedTag.test(tail);
      parser.end();
      const base = (baseHref === null ? null : resolveUrl(baseHref, url)) ?? url;
      const absolute = createResolver(base);
      const text = mainText.text();
      return {
        ...head.facts((href, from) => (from === 'head' ? absolute(href) : resolveUrl(href, url))),
        h1s: headings.facts(),
        lang,
        links: links.facts(absolute),
        images,
        mainText: text,
        words: countWords(text),
      };
    },
  };
}
export type PageReader = ReturnType<typeof createPageReader>;

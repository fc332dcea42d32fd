import { pageLimits } from '../limits/pageLimits.ts';
import { countWords } from '../text/countWords.ts';
import { copyText } from '../text/normalizeText.ts';
import { createResolver, knownUrl } from '../urls/createResolver.ts';
import { resolveUrl } from '../urls/resolveUrl.ts';
import { createHeadCollector, type PageHeaders } from './createHeadCollector.ts';
import { createHeadingCollector } from './createHeadingCollector.ts';
import { createImageCollector } from './createImageCollector.ts';
import { createLinkCollector } from './createLinkCollector.ts';
import { createMainText } from './createMainText.ts';
import { createOpenElements, type OpenElement } from './createOpenElements.ts';
import { inlineElements } from './elements.ts';
import type { PageFacts } from './pageFacts.ts';
import { readLabels } from './readLabels.ts';
import type { TreeElement, TreeRoot } from './tree.ts';
import { type Attributes, walkTree } from './walkTree.ts';

export interface PageSource {
  /** URL of the document. Relative addresses are resolved against it, or against its `<base>`. */
  url: string;
  headers: PageHeaders;
  /** The encoding of the document, in which its links send their queries; UTF-8 by default. */
  encoding?: string;
  /** Served as application/xhtml+xml, where `<a/>` is a complete element. */
  xhtml?: boolean;
}

/** The facts of a document, read in one walk over its tree. */
export function readTree(
  document: TreeRoot,
  { url, headers, encoding, xhtml = false }: PageSource,
): PageFacts {
  const elements = createOpenElements();
  const head = createHeadCollector(headers);
  const links = createLinkCollector(elements);
  const headings = createHeadingCollector(elements);
  const images = createImageCollector(elements);
  const mainText = createMainText();
  let lang: string | null = null;
  let baseHref: string | null = null;

  function gap(): void {
    mainText.gap();
    links.addText(' ', true);
    headings.addText(' ');
  }

  function openInDocument(name: string, attributes: Attributes, inHead: boolean): void {
    head.opened(name, attributes, inHead);
    if (name === 'base' && attributes.href !== undefined) baseHref ??= attributes.href.trim();
    else if (name === 'html') {
      const written = (xhtml ? attributes['xml:lang'] : undefined) ?? attributes.lang;
      lang = written === undefined ? null : copyText(written.slice(0, pageLimits.textLength));
    }
  }

  function openHtml(element: OpenElement, attributes: Attributes): void {
    const { name } = element;
    if (!element.inShadow) openInDocument(name, attributes, element.inHead);
    if (name === 'a' || name === 'area') links.opened(name, attributes);
    else if (name === 'h1') headings.opened();
    else if (name === 'img') {
      const alt = (attributes.alt ?? '').slice(0, pageLimits.textLength);
      links.addAlt(alt);
      headings.addAlt(alt);
      images.opened(attributes, element, links.current());
    }
    mainText.opened(element);
  }

  walkTree(document, {
    open(node: TreeElement, attributes, place) {
      if (!node.html || !inlineElements.has(node.name)) gap();
      const element = elements.open(node, attributes, place);
      if (node.html) openHtml(element, attributes);
    },
    close(node) {
      const depth = elements.depth();
      if (node.html) head.closed(node.name);
      links.closed(depth);
      headings.closed(depth);
      elements.close();
      if (!node.html || !inlineElements.has(node.name)) gap();
    },
    text(text) {
      const element = elements.top();
      if (element.name === 'title' && !element.inShadow) head.addText(text);
      if (element.textless) return;
      links.addText(text, element.inCode);
      headings.addText(text);
      mainText.add(text, element);
    },
  });

  const base = (baseHref === null ? null : resolveUrl(baseHref, url, encoding)) ?? url;
  const absolute = createResolver(base, encoding);
  const fromHeader = createResolver(url);
  const main = mainText.facts();
  const labels = readLabels(document, links.labelIds());
  const linkFacts = links.facts(absolute, labels);
  const leftOut = { ...links.leftOut(), images: images.leftOut() };
  return {
    ...head.facts((href, from) => knownUrl(from === 'head' ? absolute(href) : fromHeader(href))),
    h1s: headings.facts(),
    lang,
    links: linkFacts,
    images: images.facts(main.holds),
    ...(leftOut.links + leftOut.images + leftOut.addresses > 0 ? { leftOut } : {}),
    mainText: main.text,
    words: countWords(main.text),
    mainImages: main.images,
    mainMedia: main.media,
  };
}

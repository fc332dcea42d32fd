import {
  asideElements,
  codeElements,
  otherElements,
  textlessElements,
  textlessSvgElements,
} from './elements.ts';
import type { TreeElement } from './tree.ts';

/** An open element, with the properties that its descendants inherit. */
export interface OpenElement {
  name: string;
  inHead: boolean;
  /** Its text is not text of the page. */
  textless: boolean;
  /** Its text is never main text. */
  outsideMainText: boolean;
  /** Inside nav, header, footer or aside. */
  aside: boolean;
  /** Inside the first main element. */
  inMain: boolean;
  /** Number of the outermost article around it, from 1; 0 outside of articles. */
  article: number;
  inCode: boolean;
  /** Inside a shadow root, whose elements say nothing about the document. */
  inShadow: boolean;
  /** Position among the siblings of the same name, from 1, as in `:nth-of-type`. */
  nth: number;
  id: string;
  /** Number of children of each name so far. */
  children: Map<string, number>;
}

const MAX_SELECTOR = 120;
const plainId = /^[A-Za-z][\w-]{0,60}$/;

const emptyElement = (): OpenElement => ({
  name: '',
  inHead: false,
  textless: false,
  outsideMainText: false,
  aside: false,
  inMain: false,
  article: 0,
  inCode: false,
  inShadow: false,
  nth: 1,
  id: '',
  children: new Map(),
});

const uniqueElements = new Set(['html', 'head', 'body']);

const stepOf = ({ name, nth }: OpenElement): string =>
  uniqueElements.has(name) ? name : `${name}:nth-of-type(${nth})`;

const isHidden = (node: TreeElement, attributes: Readonly<Record<string, string>>): boolean =>
  attributes.hidden !== undefined || (node.name === 'dialog' && attributes.open === undefined);

/** The open elements of a tree that is walked. Their objects are reused, so a caller must not keep one. */
export function createOpenElements() {
  const elements: OpenElement[] = [emptyElement()];
  const seenIds = new Set<string>();
  let depth = 0;
  let articles = 0;
  let hasMain = false;

  const at = (index: number): OpenElement => elements[index] as OpenElement;

  function open(
    node: TreeElement,
    attributes: Readonly<Record<string, string>>,
    { hidden, inShadow }: { hidden: boolean; inShadow: boolean },
  ): OpenElement {
    const { name, html } = node;
    const parent = at(depth);
    const nth = (parent.children.get(name) ?? 0) + 1;
    parent.children.set(name, nth);
    depth++;
    let element = elements[depth];
    if (element === undefined) {
      element = emptyElement();
      elements[depth] = element;
    }
    element.name = name;
    element.inHead = parent.inHead || (html && name === 'head');
    element.textless = parent.textless || (html ? textlessElements : textlessSvgElements).has(name);
    element.outsideMainText =
      parent.outsideMainText || hidden || otherElements.has(name) || (html && isHidden(node, attributes));
    element.aside = parent.aside || (html && asideElements.has(name));
    element.inCode = parent.inCode || (html && codeElements.has(name));
    element.inShadow = inShadow;
    element.inMain = parent.inMain;
    element.article = parent.article;
    if (!element.outsideMainText && html) openRegion(element, attributes.role);
    const { id } = attributes;
    element.id = '';
    if (id !== undefined && plainId.test(id) && !seenIds.has(id) && seenIds.size < 20_000) {
      seenIds.add(id);
      element.id = id;
    }
    element.nth = nth;
    if (element.children.size > 0) element.children.clear();
    return element;
  }

  function openRegion(element: OpenElement, role: string | undefined): void {
    if (!hasMain && (element.name === 'main' || role?.trim().toLowerCase() === 'main')) {
      hasMain = true;
      element.inMain = true;
    }
    if (element.name === 'article' && element.article === 0) {
      articles++;
      element.article = articles;
    }
  }

  return {
    open,
    close(): void {
      depth--;
    },
    depth: (): number => depth,
    top: (): OpenElement => at(depth),
    /** CSS path of the innermost element, from the nearest id. Outer steps beyond 120 characters are left out. */
    selector(): string {
      let path = '';
      for (let index = depth; index > 0; index--) {
        const element = at(index);
        const step = element.id === '' ? stepOf(element) : `#${element.id}`;
        const longer = path === '' ? step : `${step} > ${path}`;
        if (longer.length > MAX_SELECTOR) break;
        path = longer;
        if (element.id !== '') break;
      }
      return path;
    },
  };
}
export type OpenElements = ReturnType<typeof createOpenElements>;

import { asideElements, inertElements } from './elements.ts';

/** An open element, with the properties that its descendants inherit. */
export interface OpenElement {
  name: string;
  /** Inside an element that a browser does not show. */
  inert: boolean;
  /** Inside nav, header, footer or aside. */
  aside: boolean;
  inMain: boolean;
  inArticle: boolean;
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
  inert: false,
  aside: false,
  inMain: false,
  inArticle: false,
  nth: 1,
  id: '',
  children: new Map(),
});

const uniqueElements = new Set(['html', 'head', 'body']);

const stepOf = ({ name, nth }: OpenElement): string =>
  uniqueElements.has(name) ? name : `${name}:nth-of-type(${nth})`;

/**
 * The open elements of a document that is read in one pass. Their objects are reused for later elements,
 * so a caller must not keep one.
 */
export function createOpenElements() {
  const elements: OpenElement[] = [emptyElement()];
  const seenIds = new Set<string>();
  let depth = 0;

  const at = (index: number): OpenElement => elements[index] as OpenElement;

  function open(name: string, id: string | undefined): OpenElement {
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
    element.inert = parent.inert || inertElements.has(name) || (parent.name === 'svg' && name === 'title');
    element.aside = parent.aside || asideElements.has(name);
    element.inMain = parent.inMain || name === 'main';
    element.inArticle = parent.inArticle || name === 'article';
    element.id = '';
    if (id !== undefined && plainId.test(id) && !seenIds.has(id) && seenIds.size < 20_000) {
      seenIds.add(id);
      element.id = id;
    }
    element.nth = nth;
    if (element.children.size > 0) element.children.clear();
    return element;
  }

  return {
    open,
    /** Closes the innermost element if it has this name, otherwise returns false. */
    close(name: string): boolean {
      if (depth === 0 || at(depth).name !== name) return false;
      depth--;
      return true;
    },
    depth: (): number => depth,
    top: (): OpenElement => at(depth),
    isIn(...names: string[]): boolean {
      for (let index = depth; index > 0; index--) if (names.includes(at(index).name)) return true;
      return false;
    },
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

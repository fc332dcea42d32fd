import { asideElements, inertElements } from './elements.ts';

/** One open element, with what its descendants inherit. */
export interface OpenElement {
  name: string;
  /** Inside something a browser does not show. */
  inert: boolean;
  /** Inside nav, header, footer or aside. */
  aside: boolean;
  inMain: boolean;
  inArticle: boolean;
  /** Which one of its name it is among its siblings, from 1. */
  nth: number;
  id: string;
  /** How many children of each name there were so far. */
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

const onlyOnes = new Set(['html', 'head', 'body']);

const stepOf = ({ name, nth }: OpenElement): string =>
  onlyOnes.has(name) ? name : `${name}:nth-of-type(${nth})`;

/**
 * The open elements of a document read in one pass. Entries are used again for later elements, so
 * nobody may keep one.
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
    /** Closes the newest element if it has this name; false when it has not. */
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
    /** CSS path of the newest element, from the nearest id; its far end is cut off over 120 characters. */
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

import { shadowHosts } from './elements.ts';
import type { TreeChild, TreeElement, TreeRoot } from './tree.ts';

export type Attributes = Readonly<Record<string, string>>;

/** What a reader of a tree is told, in the order of what is shown. */
export interface TreeVisitor {
  open(node: TreeElement, attributes: Attributes, place: { hidden: boolean; inShadow: boolean }): void;
  close(node: TreeElement): void;
  text(text: string): void;
}

/** What a shadow root shows of its host's children, by the name of the slot. */
interface Slots {
  byName: Map<string, TreeChild[]>;
  /** The slots around the host. */
  outer: Slots | null;
}

/** Slots can put a part of the tree into another, so that its depth has no limit of its own. */
const MAX_DEPTH = 1_000;

function attributesOf(node: TreeElement): Attributes {
  // Without a prototype, so that an attribute named `constructor` is only found where it was written.
  const attributes: Record<string, string> = Object.create(null);
  for (const { name, value } of node.attributes) attributes[name] = value;
  return attributes;
}

const attribute = (node: TreeElement, name: string): string | undefined =>
  node.attributes.find((one) => one.name === name)?.value;

function* childrenOf(parent: { first: TreeChild | null }): Iterable<TreeChild> {
  for (let child = parent.first; child !== null; child = child.next) yield child;
}

/** The declarative shadow root of an element: https://html.spec.whatwg.org/multipage/scripting.html#attr-template-shadowrootmode */
function shadowRootOf(node: TreeElement): { template: TreeElement; content: TreeRoot } | null {
  if (!node.html || !(shadowHosts.has(node.name) || node.name.includes('-'))) return null;
  for (const child of childrenOf(node)) {
    if (child.kind !== 'element' || child.content === null) continue;
    const mode = attribute(child, 'shadowrootmode')?.toLowerCase();
    if (mode === 'open' || mode === 'closed') return { template: child, content: child.content };
  }
  return null;
}

function slotsOf(host: TreeElement, template: TreeElement, outer: Slots | null): Slots {
  const byName = new Map<string, TreeChild[]>();
  for (const child of childrenOf(host)) {
    if (child === template || child.kind === 'other') continue;
    const name = child.kind === 'element' ? (attribute(child, 'slot') ?? '') : '';
    const known = byName.get(name);
    if (known) known.push(child);
    else byName.set(name, [child]);
  }
  return { byName, outer };
}

/**
 * Walks a document as it is shown: a shadow root in place of its host's children, and those in its slots. Children
 * without a slot are visited too, as hidden. Templates have no content.
 */
export function walkTree(document: TreeRoot, visitor: TreeVisitor): void {
  let depth = 0;

  function walkAll(
    nodes: Iterable<TreeChild>,
    slots: Slots | null,
    hidden: boolean,
    inShadow: boolean,
  ): void {
    for (const node of nodes) {
      if (node.kind === 'text') {
        if (!hidden) visitor.text(node.text);
      } else if (node.kind === 'element') walk(node, slots, hidden, inShadow);
    }
  }

  function walk(node: TreeElement, slots: Slots | null, hidden: boolean, inShadow: boolean): void {
    if (depth >= MAX_DEPTH) return;
    depth++;
    visitor.open(node, attributesOf(node), { hidden, inShadow });
    walkContent(node, slots, inShadow);
    visitor.close(node);
    depth--;
  }

  function walkContent(node: TreeElement, slots: Slots | null, inShadow: boolean): void {
    const shadow = shadowRootOf(node);
    if (shadow !== null) {
      const own = slotsOf(node, shadow.template, slots);
      walkAll(childrenOf(shadow.content), own, false, true);
      for (const rest of own.byName.values()) walkAll(rest, slots, true, inShadow);
      return;
    }
    if (node.html && node.name === 'slot' && inShadow && slots !== null) {
      const name = attribute(node, 'name') ?? '';
      const assigned = slots.byName.get(name);
      if (assigned !== undefined) {
        slots.byName.delete(name);
        walkAll(assigned, slots.outer, false, slots.outer !== null);
        return;
      }
    }
    walkAll(childrenOf(node), slots, false, inShadow);
  }

  walkAll(childrenOf(document), null, false, false);
}

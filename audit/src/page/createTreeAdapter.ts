import type { Token, TreeAdapter, TreeAdapterTypeMap } from 'parse5';
import { html } from 'parse5';
import { pageLimits } from '../limits/pageLimits.ts';
import type { TreeChild, TreeElement, TreeNode, TreeOther, TreeParent, TreeRoot, TreeText } from './tree.ts';

export type TreeTypes = TreeAdapterTypeMap<
  TreeNode,
  TreeParent,
  TreeChild,
  TreeRoot,
  TreeRoot,
  TreeElement,
  TreeOther,
  TreeText,
  TreeElement,
  TreeOther
>;

const noLinks = () => ({ parent: null, previous: null, next: null });
const newRoot = (): TreeRoot => ({ kind: 'root', mode: 'no-quirks', first: null, last: null, ...noLinks() });
const newText = (text: string): TreeText => ({ kind: 'text', text, ...noLinks() });
const newOther = (): TreeOther => ({ kind: 'other', ...noLinks() });

function detach(node: TreeChild): void {
  const { parent, previous, next } = node;
  if (previous !== null) previous.next = next;
  else if (parent !== null) parent.first = next;
  if (next !== null) next.previous = previous;
  else if (parent !== null) parent.last = previous;
  node.parent = null;
  node.previous = null;
  node.next = null;
}

/** Inserts before a child, or at the end. */
function insert(parent: TreeParent, node: TreeChild, before: TreeChild | null): void {
  const previous = before === null ? parent.last : before.previous;
  node.parent = parent;
  node.previous = previous;
  node.next = before;
  if (previous !== null) previous.next = node;
  else parent.first = node;
  if (before !== null) before.previous = node;
  else parent.last = node;
}

function insertText(parent: TreeParent, text: string, before: TreeChild | null): void {
  const previous = before === null ? parent.last : before.previous;
  if (previous?.kind === 'text') previous.text += text;
  else insert(parent, newText(text), before);
}

/**
 * Builds the tree for parse5, whose own tree keeps children in arrays and searches them at every change.
 * `onElement` is called before an element is made; what it throws ends the parsing.
 */
export const createTreeAdapter = (onElement: () => void): TreeAdapter<TreeTypes> => ({
  createDocument: newRoot,
  createDocumentFragment: newRoot,
  createElement(name, namespace, attributes: Token.Attribute[]) {
    onElement();
    const isHtml = namespace === html.NS.HTML;
    return {
      kind: 'element',
      name,
      html: isHtml,
      namespace,
      attributes,
      content: null,
      first: null,
      last: null,
      ...noLinks(),
    };
  },
  createCommentNode: newOther,
  createTextNode: newText,
  appendChild: (parent, node) => insert(parent, node, null),
  insertBefore: insert,
  insertText: (parent, text) => insertText(parent, text, null),
  insertTextBefore: insertText,
  detachNode: detach,
  // Each further html or body tag adds its attributes to the first.
  adoptAttributes(element, attributes) {
    if (element.attributes.length >= pageLimits.attributes) return;
    const known = new Set(element.attributes.map(({ name }) => name));
    for (const attribute of attributes) if (!known.has(attribute.name)) element.attributes.push(attribute);
  },
  setTemplateContent: (template, content) => {
    template.content = content;
  },
  // A template whose content is missing would lose what stands in it.
  getTemplateContent: (template) => template.content ?? newRoot(),
  setDocumentType: () => {},
  setDocumentMode: (document, mode) => {
    document.mode = mode;
  },
  getDocumentMode: (document) => document.mode as html.DOCUMENT_MODE,
  getFirstChild: (parent) => parent.first,
  getChildNodes(parent) {
    const children: TreeChild[] = [];
    for (let child = parent.first; child !== null; child = child.next) children.push(child);
    return children;
  },
  getParentNode: (node) => node.parent,
  getAttrList: (element) => element.attributes,
  getTagName: (element) => element.name,
  getNamespaceURI: (element) => element.namespace as html.NS,
  getTextNodeContent: (node) => node.text,
  getCommentNodeContent: () => '',
  getDocumentTypeNodeName: () => '',
  getDocumentTypeNodePublicId: () => '',
  getDocumentTypeNodeSystemId: () => '',
  isTextNode: (node) => node.kind === 'text',
  isElementNode: (node) => node.kind === 'element',
  // Only a serialiser asks for these two, and nothing serialises.
  isCommentNode: (node): node is TreeOther => node.kind === 'other',
  isDocumentTypeNode: (node): node is TreeOther => node.kind === 'other',
  getNodeSourceCodeLocation: () => null,
  setNodeSourceCodeLocation: () => {},
  updateNodeSourceCodeLocation: () => {},
});

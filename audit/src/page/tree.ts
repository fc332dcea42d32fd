/** The parts of a document's tree. Children are a linked list, so that every change of the tree takes constant time. */
interface TreeLinks {
  parent: TreeParent | null;
  previous: TreeChild | null;
  next: TreeChild | null;
}

interface TreeChildren {
  first: TreeChild | null;
  last: TreeChild | null;
}

export interface TreeRoot extends TreeLinks, TreeChildren {
  kind: 'root';
  mode: string;
}

export interface TreeElement extends TreeLinks, TreeChildren {
  kind: 'element';
  name: string;
  /** False for the elements of SVG and MathML. */
  html: boolean;
  namespace: string;
  attributes: TreeAttribute[];
  /** What a template contains. Null for all other elements. */
  content: TreeRoot | null;
}

export interface TreeText extends TreeLinks {
  kind: 'text';
  text: string;
}

/** A comment or a doctype, which nothing reads. */
export interface TreeOther extends TreeLinks {
  kind: 'other';
}

export interface TreeAttribute {
  name: string;
  value: string;
}

export type TreeChild = TreeElement | TreeText | TreeOther;
export type TreeParent = TreeRoot | TreeElement;
export type TreeNode = TreeRoot | TreeChild;

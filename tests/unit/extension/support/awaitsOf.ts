import { parseSync } from 'vite';

interface Node {
  type: string;
  start: number;
  end: number;
  id?: { name?: string } | null;
  key?: { name?: string };
}

/** One `await` of a file: its place, its argument, and the named functions around it, outermost first. */
export interface Await {
  /** `file:line:column` */
  id: string;
  argument: { start: number; end: number };
  within: string[];
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode);

const named = ['FunctionDeclaration', 'VariableDeclarator', 'Property'];
const nameOf = (node: Node): string[] => {
  const name = named.includes(node.type) ? (node.id?.name ?? node.key?.name) : undefined;
  return name === undefined ? [] : [name];
};

/** Every `await` in the syntax tree of a file, in the order of the text. */
export function awaitsOf(file: string, source: string): Await[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} does not parse`);

  function placeOf(offset: number): string {
    const lines = source.slice(0, offset).split('\n');
    return `${file}:${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
  }

  function collect(node: Node, outer: string[]): Await[] {
    if ('await' in node && node.await === true) throw new Error(`${placeOf(node.start)} has no number`);
    const within = [...outer, ...nameOf(node)];
    const inner = childrenOf(node).flatMap((child) => collect(child, within));
    if (node.type !== 'AwaitExpression' || !('argument' in node) || !isNode(node.argument)) return inner;
    return [{ id: placeOf(node.start), argument: node.argument, within }, ...inner];
  }

  return collect(program as unknown as Node, []);
}

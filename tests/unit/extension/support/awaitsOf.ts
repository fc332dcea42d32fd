import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';

const root = path.join(import.meta.dirname, '../../../..');

interface Node {
  type: string;
  id?: { name?: string } | null;
  init?: Node | null;
  key?: { name?: string };
  value?: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode);

function countAwaits(node: Node): number {
  const own =
    node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && 'await' in node && node.await);
  return (own ? 1 : 0) + childrenOf(node).reduce((sum, child) => sum + countAwaits(child), 0);
}

/** A function by its name: declared, held in a constant, or a method of an object. */
function find(node: Node, name: string): Node | null {
  if (node.type === 'FunctionDeclaration' && node.id?.name === name) return node;
  if (node.type === 'VariableDeclarator' && node.id?.name === name) return node;
  if (node.type === 'Property' && node.key?.name === name && isNode(node.value)) {
    if (['FunctionExpression', 'ArrowFunctionExpression'].includes(node.value.type)) return node.value;
  }
  for (const child of childrenOf(node)) {
    const found = find(child, name);
    if (found) return found;
  }
  return null;
}

/** Awaits in the syntax tree of the named functions of a file; one that is not there is an error. */
export function awaitsOf(file: string, names: string[]): number {
  const { program, errors } = parseSync(file, readFileSync(path.join(root, file), 'utf8'));
  if (errors.length > 0) throw new Error(`${file} does not parse`);
  return names.reduce((sum, name) => {
    const found = find(program as unknown as Node, name);
    if (!found) throw new Error(`${file} has no ${name}`);
    return sum + countAwaits(found);
  }, 0);
}

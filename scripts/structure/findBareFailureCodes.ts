import { type Node, parseSync, Visitor } from 'oxc-parser';
import type { Source } from './readSources.ts';

/** Where codes are listed: the contract's own list, and the two tables. */
const TABLES = ['protocol/src/errorCodes.ts', 'lib/state/failureTraits.ts', 'lib/state/failureLooks.ts'];
const FOLDERS = ['lib/', 'components/', 'protocol/src/', 'server/src/'];
/** Names of values that hold a failure code. */
const HOLDS_CODE = /^(?:code|reason)$|(?:Code|Reason)$/;
/** Names of values with words of their own, some of which are codes as well. */
const HOLDS_OTHER = /^(?:phase|state)$|(?:Phase|State)$/;

/** `failure?.error.code` → `code`; '' for what has no name. */
function nameOf(node: Node | null | undefined): string {
  if (node?.type === 'Identifier') return node.name;
  if (
    node?.type === 'ChainExpression' ||
    node?.type === 'ParenthesizedExpression' ||
    node?.type === 'TSAsExpression'
  )
    return nameOf(node.expression);
  if (node?.type === 'LogicalExpression') return nameOf(node.left);
  if (node?.type === 'MemberExpression' && !node.computed) return nameOf(node.property);
  return '';
}

const textOf = (node: Node | null | undefined): string | null =>
  node?.type === 'Literal' && typeof node.value === 'string' ? node.value : null;

/**
 * Comparisons with a failure code that is written as a string, outside the tables that hold its traits.
 * A code of several words (`bad_answer`) counts unless it is compared with a phase or state; a code of one word
 * (`deleted`) is also an ordinary word, and counts only when it is compared with a code or reason. A list counts when it has
 * two elements or more, all of them codes, and one of them of several words.
 */
export function findBareFailureCodes(sources: Source[], codes: ReadonlySet<string>): string[] {
  return sources.flatMap(({ file, text }) => {
    if (TABLES.includes(file) || !FOLDERS.some((folder) => file.startsWith(folder))) return [];
    const problems: string[] = [];
    const report = (node: Node, found: string) => {
      const line = text.slice(0, node.start).split('\n').length;
      problems.push(`${file}:${line}: compares with ${found}; read a trait of lib/state/failureTraits.ts.`);
    };
    const check = (node: Node, literal: Node | null, other: Node | null) => {
      const code = textOf(literal);
      if (code === null || !codes.has(code)) return;
      const name = nameOf(other);
      if (HOLDS_CODE.test(name) || (code.includes('_') && !HOLDS_OTHER.test(name))) report(node, `'${code}'`);
    };
    new Visitor({
      BinaryExpression(node) {
        if (!/^[!=]==?$/.test(node.operator)) return;
        check(node, node.left, node.right);
        check(node, node.right, node.left);
      },
      SwitchStatement(node) {
        for (const { test } of node.cases) check(node, test, node.discriminant);
      },
      CallExpression(node) {
        const { callee } = node;
        if (callee.type !== 'MemberExpression' || nameOf(callee.property) !== 'includes') return;
        check(node, node.arguments[0] ?? null, callee.object);
      },
      ArrayExpression(node) {
        const found = node.elements.map((element) => textOf(element));
        const isList = found.length > 1 && found.every((code) => code !== null && codes.has(code));
        if (isList && found.some((code) => code?.includes('_'))) report(node, `the list ${found.join(', ')}`);
      },
    }).visit(parseSync(file, text).program);
    return problems;
  });
}

import { pageLimits } from '../limits/pageLimits.ts';
import { keptText } from '../text/normalizeText.ts';
import type { TreeRoot } from './tree.ts';
import { walkTree } from './walkTree.ts';

/** The texts of the elements with these ids, by id. */
export function readLabels(document: TreeRoot, ids: ReadonlySet<string>): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  if (ids.size === 0) return labels;
  const open: { id: string; depth: number; text: string }[] = [];
  let depth = 0;
  walkTree(document, {
    open(_node, { id }) {
      depth++;
      if (id !== undefined && ids.has(id) && !labels.has(id)) {
        labels.set(id, '');
        open.push({ id, depth, text: '' });
      }
    },
    close() {
      const label = open.at(-1);
      if (label?.depth === depth) {
        labels.set(label.id, keptText(label.text));
        open.pop();
      }
      depth--;
    },
    text(text) {
      for (const label of open)
        if (label.text.length < pageLimits.textLength) label.text += text.slice(0, pageLimits.textLength + 1);
    },
  });
  return labels;
}

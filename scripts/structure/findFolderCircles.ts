import path from 'node:path';
import type { Source } from './readSources.ts';

/** For each folder: the folders that its own files import from, each with one example. */
type Graph = Map<string, Map<string, string>>;

function graphOf(sources: Source[]): Graph {
  const graph: Graph = new Map();
  for (const { file, imports } of sources) {
    const from = path.posix.dirname(file);
    const edges = graph.get(from) ?? new Map<string, string>();
    graph.set(from, edges);
    for (const { target } of imports) {
      if (target === null) continue;
      const to = path.posix.dirname(target);
      if (to !== from && !edges.has(to)) edges.set(to, `${file} imports ${target}`);
    }
  }
  return graph;
}

/** The shortest circle from `start` back to itself, without the repeated last folder; null without a circle. */
function circleFrom(start: string, graph: Graph): string[] | null {
  const paths = [[start]];
  const seen = new Set<string>();
  for (let at = paths.shift(); at; at = paths.shift()) {
    for (const next of graph.get(at.at(-1) ?? start)?.keys() ?? []) {
      if (next === start) return at;
      if (seen.has(next)) continue;
      seen.add(next);
      paths.push([...at, next]);
    }
  }
  return null;
}

/** Folders that import each other, directly or through others. A folder and one inside it are two folders. */
export function findFolderCircles(sources: Source[]): string[] {
  const graph = graphOf(sources);
  const found = new Map<string, string>();
  for (const start of graph.keys()) {
    const circle = circleFrom(start, graph);
    if (!circle) continue;
    const key = [...circle].sort().join();
    if (found.has(key)) continue;
    const imports = circle.map((folder, index) => graph.get(folder)?.get(circle[index + 1] ?? start));
    found.set(key, `${[...circle, start].join(' → ')}: ${imports.join('; ')}.`);
  }
  return [...found.values()];
}

import { type MemberExpression, type ObjectPattern, parseSync, Visitor } from 'oxc-parser';
import type { Source } from './readSources.ts';

/** What the build puts into the extension. */
const FOLDERS = ['lib/', 'components/', 'entrypoints/', 'protocol/src/'];
/** The catalogue is parsed by the server, and by the build; the extension gets the parsed texts. */
const EXEMPT = ['protocol/src/catalogue.ts'];
/** Their `parse` is the browser's own. */
const BROWSER_OBJECTS = ['JSON', 'Date', 'URL'];
/** Schemas are used everywhere, also where nothing is imported from their package. */
const USED_EVERYWHERE = 'zod';

/** The name of a member that the code itself contains; '' for one that is only known at run time. */
function nameOf(node: MemberExpression): string {
  if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : '';
  return node.property.type === 'Literal' ? String(node.property.value) : '';
}

/** The names that `const { name } = object` takes out of an object. */
const namesIn = (node: ObjectPattern): string[] =>
  node.properties.flatMap((property) =>
    property.type === 'Property' && property.key.type === 'Identifier' ? [property.key.name] : [],
  );

/**
 * Uses of methods that the build removes from packages: at run time they would be missing, although they
 * compile and the tests, which have the whole packages, pass. `unused` are the removed methods by module. A
 * method of a schema is found by its name alone, another one only where its package is imported.
 */
export function findTrimmedMethods(sources: Source[], unused: Record<string, readonly string[]>): string[] {
  const removed = Object.entries(unused).map(([module, names]) => ({
    module,
    packageName: module.split('/')[0] ?? '',
    names,
  }));
  return sources.flatMap(({ file, imports, text }) => {
    if (EXEMPT.includes(file) || !FOLDERS.some((folder) => file.startsWith(folder))) return [];
    const packages = new Set([USED_EVERYWHERE, ...imports.map(({ specifier }) => specifier.split('/')[0])]);
    const relevant = removed.filter(({ packageName }) => packages.has(packageName));
    const problems: string[] = [];
    const judge = (name: string, start: number) => {
      const found = relevant.find(({ names }) => names.includes(name));
      if (!found) return;
      const line = text.slice(0, start).split('\n').length;
      problems.push(
        `${file}:${line}: uses ${name}; scripts/build/trimmedPackages.ts removes it from ${found.module}.`,
      );
    };
    new Visitor({
      MemberExpression(node) {
        const isBrowsers = node.object.type === 'Identifier' && BROWSER_OBJECTS.includes(node.object.name);
        if (!isBrowsers) judge(nameOf(node), node.start);
      },
      ObjectPattern(node) {
        for (const name of namesIn(node)) judge(name, node.start);
      },
    }).visit(parseSync(file, text).program);
    return problems;
  });
}

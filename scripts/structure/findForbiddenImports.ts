import type { FolderRule } from './folderRules.ts';
import type { Source } from './readSources.ts';

const isIn = (file: string, place: string): boolean => file === place || file.startsWith(`${place}/`);

/** The name of the innermost folder with a rule that contains a file; undefined without one. */
function ruledFolderOf(file: string, folderRules: Record<string, FolderRule>): string | undefined {
  const containing = Object.keys(folderRules).filter((folder) => isIn(file, folder));
  return containing.sort((a, b) => b.length - a.length)[0];
}

/** Imports that the table of folder rules does not allow. */
export function findForbiddenImports(sources: Source[], folderRules: Record<string, FolderRule>): string[] {
  return sources.flatMap(({ file, imports }) => {
    const folder = ruledFolderOf(file, folderRules);
    const rule = folder === undefined ? undefined : folderRules[folder];
    if (!rule) return [`${file}: no folder of scripts/structure/folderRules.ts contains this file.`];
    return imports.flatMap(({ specifier, target }) => {
      if (target === null) {
        const forbidden = rule.without?.some((start) => specifier === start || specifier.startsWith(start));
        return forbidden ? [`${file}: ${folder} must not use ${specifier}.`] : [];
      }
      const allowed =
        ruledFolderOf(target, folderRules) === folder || rule.mayImport.some((place) => isIn(target, place));
      return allowed ? [] : [`${file}: ${folder} may not import ${target}.`];
    });
  });
}

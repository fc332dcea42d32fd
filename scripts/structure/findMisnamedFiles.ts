import path from 'node:path';
import type { Source } from './readSources.ts';

/** Names that a tool asks for. */
const TAKEN_BY_TOOLS = new Set(['index', 'main', 'background']);

/** Files that hold several equal parts of one subject: no export is the main one. At most six. */
export const subjectFiles: Record<string, string> = {
  'lib/browserDifferences.ts': 'Everything that Chrome and Firefox do differently is in one place.',
  'lib/state/basicServer.ts': 'How the id, the keys and the answers of a basic server are recognised.',
  'server/src/config/configValues.ts': 'One reader for each kind of value in an environment variable.',
  'server/src/store/database/schema.ts': 'The tables of the database. `Database` would name a connection.',
  'server/src/store/frontier/frontierSql.ts': 'The statements that the queue of URLs runs.',
};

const nameOf = (file: string): string => path.posix.basename(file).replace(/\.tsx?$/, '');

/** `pageRows` → `row`: the noun of a file with several exports, without its plural. */
const nounOf = (name: string): string =>
  (name.match(/[A-Z]?[a-z0-9]+$/)?.[0] ?? name).toLowerCase().replace(/(?<=..)(ies|es|s)$/, '');

/** The file name that an export asks for: `JobView` → `jobView`, `CONNECT_PAUSES_S` → `connectPauses`. */
function fileNamesFor(exported: string): string[] {
  if (/^[A-Z0-9_]+$/.test(exported)) {
    const camel = exported.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    return [camel, camel.replace(/(?:S|Ms)$/, '')];
  }
  return [exported, exported.charAt(0).toLowerCase() + exported.slice(1)];
}

/**
 * Files that are not named after what they export, and files with the same name. A file has the name of one
 * of its exports; a type or class may begin with a small letter, and the unit of a constant may be left out.
 * In a file with several exported values it is enough that one of them contains the last word of the name;
 * without values, types count instead.
 */
export function findMisnamedFiles(sources: Source[]): string[] {
  const problems: string[] = [];
  const byName = new Map<string, string>();
  for (const { file, values, types } of sources) {
    const name = nameOf(file);
    if (TAKEN_BY_TOOLS.has(name)) continue;
    const same = byName.get(name.toLowerCase());
    if (same) problems.push(`${file}: has the same name as ${same}.`);
    byName.set(name.toLowerCase(), file);
    if (file in subjectFiles) continue;
    // A migration begins with its number.
    const own = name.replace(/^\d+-/, '');
    const counted = values.length > 0 ? values : types;
    if (counted.length === 0) continue;
    const exact = [...values, ...types].some((exported) => fileNamesFor(exported).includes(own));
    const shares =
      counted.length > 1 && counted.some((exported) => exported.toLowerCase().includes(nounOf(own)));
    if (!exact && !shares) {
      problems.push(`${file}: is not named after its main export (${counted.join(', ')}).`);
    }
  }
  return problems;
}

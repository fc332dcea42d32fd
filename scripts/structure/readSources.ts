import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'oxc-parser';

/** One file of the product, as the rules see it. */
export interface Source {
  /** Path from the root of the repository, with slashes. */
  file: string;
  imports: Import[];
  /** Names of exported values, without re-exports from other files. */
  values: string[];
  /** Names of exported types. */
  types: string[];
  text: string;
}

export interface Import {
  specifier: string;
  /** The imported file of this repository, or null for a package. */
  target: string | null;
}

const PRODUCT = ['components', 'entrypoints', 'lib', 'locales', 'protocol/src', 'audit/src', 'server/src'];
/** Endings that a specifier may leave out. */
const ENDINGS = ['', '.ts', '.tsx', '/index.ts'];
const PACKAGES: Record<string, string> = {
  '@seo-live/audit': 'audit/src/index.ts',
  '@seo-live/protocol': 'protocol/src/index.ts',
  '@seo-live/protocol/catalogue': 'protocol/src/catalogue.ts',
  '@seo-live/protocol/telemetry': 'protocol/src/telemetryBatchSchema.ts',
};

/** The file that `specifier` names in `file`, or null when it is not in `files`. */
function targetOf(file: string, specifier: string, files: ReadonlySet<string>): string | null {
  const named = PACKAGES[specifier];
  if (named) return named;
  if (!specifier.startsWith('.') && !specifier.startsWith('@/')) return null;
  const place = specifier.startsWith('@/')
    ? specifier.slice(2)
    : path.posix.join(path.posix.dirname(file), specifier);
  return ENDINGS.map((ending) => place + ending).find((candidate) => files.has(candidate)) ?? null;
}

/** Reads imports and exports of one file. Throws the parser's message when it is not TypeScript. */
export function readSource(file: string, text: string, files: ReadonlySet<string>): Source {
  const { module, errors } = parseSync(file, text);
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);
  const exported = module.staticExports.flatMap(({ entries }) => entries);
  const specifiers = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...exported.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ...module.dynamicImports.map(({ moduleRequest }) =>
      text.slice(moduleRequest.start + 1, moduleRequest.end - 1),
    ),
  ];
  const own = exported.filter(({ moduleRequest }) => !moduleRequest);
  const namesOf = (isType: boolean) =>
    own.flatMap((entry) => (entry.isType === isType ? (entry.exportName.name ?? []) : []));
  return {
    file,
    imports: specifiers.map((specifier) => ({ specifier, target: targetOf(file, specifier, files) })),
    values: namesOf(false),
    types: namesOf(true),
    text,
  };
}

/** Every TypeScript file of the product that git tracks or would add. */
export function readSources(root: string): Source[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', ...PRODUCT],
    { cwd: root, encoding: 'utf8' },
  );
  const files = listed.split('\n').filter((file) => /\.tsx?$/.test(file));
  const known = new Set(files);
  return files.flatMap((file) => {
    try {
      return [readSource(file, readFileSync(path.join(root, file), 'utf8'), known)];
    } catch (error) {
      // Git still lists a file that was deleted without a commit.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  });
}

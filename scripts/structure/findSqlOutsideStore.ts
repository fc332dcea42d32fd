import type { Source } from './readSources.ts';

const STORE = 'server/src/store/';
const PACKAGES = ['kysely', 'better-sqlite3'];
/** How our queries begin. */
const QUERY = /\.(?:selectFrom|insertInto|replaceInto|updateTable|deleteFrom)\(|\bsql`/;

/** Files outside the store that use a package of the database, or build a query. */
export function findSqlOutsideStore(sources: Source[]): string[] {
  return sources
    .filter(({ file }) => !file.startsWith(STORE))
    .flatMap(({ file, imports, text }) => {
      const packages = imports.map(({ specifier }) => specifier).filter((name) => PACKAGES.includes(name));
      const uses = QUERY.test(text) ? [...packages, 'a query'] : packages;
      return uses.map((used) => `${file}: uses ${used}; that belongs in server/src/store.`);
    });
}

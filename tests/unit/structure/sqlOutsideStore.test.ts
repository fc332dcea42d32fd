import { expect, test } from 'vitest';
import { findSqlOutsideStore } from '../../../scripts/structure/findSqlOutsideStore.ts';
import { readSource } from '../../../scripts/structure/readSources.ts';

const sourceOf = (file: string, text: string) => readSource(file, text, new Set([file]));

test('a query outside the store is found, also without an import of the database', () => {
  const sources = [
    sourceOf('server/src/jobs/a.ts', "export const a = (db) => db.selectFrom('jobs').execute();"),
    sourceOf('server/src/http/b.ts', 'export const b = (sql) => sql`select 1`;'),
  ];
  expect(findSqlOutsideStore(sources)).toEqual([
    'server/src/jobs/a.ts: uses a query; that belongs in server/src/store.',
    'server/src/http/b.ts: uses a query; that belongs in server/src/store.',
  ]);
});

test('a package of the database outside the store is found, also for its types only', () => {
  const text = "import type { Kysely } from 'kysely';\nexport type A = Kysely<unknown>;";
  expect(findSqlOutsideStore([sourceOf('server/src/realtime/a.ts', text)])).toEqual([
    'server/src/realtime/a.ts: uses kysely; that belongs in server/src/store.',
  ]);
});

test('files of the store are not reported', () => {
  const text = "import { sql } from 'kysely';\nexport const a = (db) => db.deleteFrom('jobs').where(sql`1`);";
  expect(findSqlOutsideStore([sourceOf('server/src/store/jobs/a.ts', text)])).toEqual([]);
});

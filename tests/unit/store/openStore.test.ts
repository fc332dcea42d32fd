import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '../../../server/src/store/database/openStore.ts';
import { nextChange } from '../../../server/src/store/jobs/nextChange.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'seo-live-store-'));
  file = path.join(folder, 'store.db');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const user = (id: string) => ({ id, name: id, role: 'member' as const, created_at: '' });

it('waits for the disk only in durable transactions, from their beginning', async () => {
  const store = await openStore(file);
  const level = (durable: boolean) =>
    store.transaction(
      async (trx) => {
        const [row] = await trx
          .selectFrom('pragma_synchronous' as never)
          .selectAll()
          .execute();
        return (row as { synchronous?: number } | undefined)?.synchronous;
      },
      { durable },
    );
  const [normal, full] = [1, 2];
  expect(await Promise.all([level(true), level(false), level(true), level(false)])).toEqual([
    full,
    normal,
    full,
    normal,
  ]);
  await expect(store.transaction(() => Promise.reject(new Error('no')), { durable: true })).rejects.toThrow(
    'no',
  );
  expect(await level(false)).toBe(normal);
  await store.close();
});

it('undoes a transaction that fails', async () => {
  const store = await openStore(file);
  await expect(
    store.transaction(async (trx) => {
      await trx.insertInto('users').values(user('ada')).execute();
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await store.db.selectFrom('users').selectAll().execute()).toEqual([]);
  await store.close();
});

it('locks the store from the first read of a transaction, so that no other process writes in between', async () => {
  const store = await openStore(file);
  // In another process, because two SQLite libraries in one process do not see each other's locks.
  const write = (id: string) =>
    execFileSync(
      process.execPath,
      [
        '-e',
        `new (require('node:sqlite').DatabaseSync)(${JSON.stringify(file)}, { timeout: 0 })
        .exec("insert into users values ('${id}', '${id}', 'member', '')")`,
      ],
      { stdio: 'pipe' },
    );
  await store.transaction(async (trx) => {
    await trx.selectFrom('users').selectAll().execute();
    expect(() => write('bob')).toThrow(/locked/);
    await trx.insertInto('users').values(user('ada')).execute();
  });
  write('bob');
  const names = await store.db.selectFrom('users').select('id').orderBy('id').execute();
  expect(names.map(({ id }) => id)).toEqual(['ada', 'bob']);
  await store.close();
});

it('opens an existing store, and reads it while another connection writes', async () => {
  const store = await openStore(file);
  await store.db.insertInto('users').values(user('ada')).execute();
  const reader = store.openReader();
  expect(await reader.selectFrom('users').select('id').execute()).toEqual([{ id: 'ada' }]);
  await expect(reader.deleteFrom('users').execute()).rejects.toThrow(/readonly/);
  await reader.destroy();
  await store.close();
  const again = await openStore(file);
  expect(await again.db.selectFrom('users').select('id').execute()).toEqual([{ id: 'ada' }]);
  await again.close();
});

it('numbers changes without a gap or a repeat, also over a restart', async () => {
  const store = await openStore(file);
  const numbers = await Promise.all(Array.from({ length: 20 }, () => store.transaction(nextChange)));
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  await store.close();
  const again = await openStore(file);
  expect(await again.transaction(nextChange)).toBe(21);
  await again.close();
});

it('opens a store of the first version, and marks its unfinished jobs for another form of their URLs', async () => {
  await (await openStore(file)).close();
  const old = new DatabaseSync(file);
  old.exec(`delete from kysely_migration where name <> '001-first';
    alter table urls drop column request_url;
    drop table reached_limits;
    drop table sitemap_problems;
    alter table urls drop column no_canonical;
    alter table jobs drop column crash_mark;
    alter table jobs drop column crashes;
    alter table jobs drop column ran_long;
    alter table jobs drop column start_cookies;
    alter table urls drop column without_cookies;
    drop table robots_files;
    insert into users values ('u', 'u', 'member', '');`);
  for (const [job, ended] of [
    ['running', 'null'],
    ['done', "'2026-01-01'"],
  ])
    old.exec(`insert into jobs (job_id, user_id, url, mode, options, status, phase, progress, seq, epoch, message,
      change_no, created_at, ended_at)
      values ('${job}', 'u', '', 'site', '{}', '', '', 0, 1, '0', '{}', 1, '', ${ended})`);
  old.close();
  const store = await openStore(file);
  expect(await store.db.selectFrom('urls').select('request_url').execute()).toEqual([]);
  const marks = await store.db.selectFrom('meta').select('key').where('key', 'like', 'spellings:%').execute();
  expect(marks).toEqual([{ key: 'spellings:running' }]);
  await store.close();
});

it.skipIf(process.platform === 'win32')(
  'lets only its user read the file, also one of an earlier version',
  async () => {
    await writeFile(file, '', { mode: 0o644 });
    const store = await openStore(file);
    await store.db.insertInto('users').values(user('ada')).execute();
    for (const name of ['', '-wal', '-shm']) expect(statSync(`${file}${name}`).mode & 0o077).toBe(0);
    await store.close();
  },
);

it('reports a file that is not a store', async () => {
  await writeFile(file, 'not a database, but long enough to be read as one'.repeat(50));
  await expect(openStore(file)).rejects.toThrow(/not a database/);
});

it('reports a file that a newer version wrote', async () => {
  const store = await openStore(file);
  await store.close();
  const other = new DatabaseSync(file);
  other.exec("insert into kysely_migration values ('999-later', '2030-01-01T00:00:00.000Z')");
  other.close();
  await expect(openStore(file)).rejects.toThrow(/could not be brought up to date/);
});

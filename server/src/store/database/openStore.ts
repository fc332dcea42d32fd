import { chmodSync, closeSync, existsSync, openSync, statSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect, sql, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import { cacheStatements } from './cacheStatements.ts';
import type { WriteTurn } from './createWriteTurn.ts';
import { first } from './migrations/001-first.ts';
import { requestUrl } from './migrations/002-requestUrl.ts';
import { crawlNotes } from './migrations/003-crawlNotes.ts';
import { crashes } from './migrations/004-crashes.ts';
import { noCanonical } from './migrations/005-noCanonical.ts';
import { cookiesAndRobots } from './migrations/006-cookiesAndRobots.ts';
import type { Database } from './schema.ts';

export interface Store {
  /**
   * The only connection that writes. Inside a transaction, use the transaction's own handle, because this
   * one would wait forever.
   */
  db: Kysely<Database>;
  /**
   * Runs `work` in one transaction. It must await only the database. `durable` waits for the disk
   * (synchronous=FULL, set before BEGIN), so that a result that was sent to a client survives a power cut.
   */
  transaction<T>(
    work: (trx: Transaction<Database>) => Promise<T>,
    options?: { durable?: boolean },
  ): Promise<T>;
  /** A second, read-only connection for long reads. The caller destroys it. */
  openReader(): Kysely<Database>;
  /** Bytes of the database in use, without those that were given back. */
  usedBytes(): number;
  /** Gives some free space back to the disk. False when there is none. */
  shrink(): boolean;
  /** Path of the file, for worker threads that open their own reader. */
  file: string;
  close(): Promise<void>;
}

/** The value of `pragma auto_vacuum` with which free pages can be given back. */
const INCREMENTAL = 2;
const PAGES_AT_ONCE = 500;
/** Rewriting a larger database would delay the start for long. */
const MAX_REWRITTEN_BYTES = 200_000_000;

const migrations = {
  '001-first': first,
  '002-requestUrl': requestUrl,
  '003-crawlNotes': crawlNotes,
  '004-crashes': crashes,
  '005-noCanonical': noCanonical,
  '006-cookiesAndRobots': cookiesAndRobots,
};

/** A read-only connection to an existing store: for exports and for the analysis in a worker thread. */
export function openReader(file: string): Kysely<Database> {
  const sqlite = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
  sqlite.pragma('busy_timeout = 5000');
  sqlite.pragma('query_only = ON');
  return new Kysely<Database>({ dialect: new SqliteDialect({ database: sqlite }) });
}

/** Opens a store that exists in the present form, for another thread that writes. */
export function connectStore(file: string, turn?: WriteTurn): Store {
  const sqlite = new SqliteDatabase(file);
  try {
    // Pages that become free can be given back. Only a database without tables takes this over.
    sqlite.pragma('auto_vacuum = INCREMENTAL');
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = NORMAL');
    // A large transaction would leave a log of its size.
    sqlite.pragma('journal_size_limit = 4000000');
    sqlite.pragma('foreign_keys = ON');
    sqlite.pragma('busy_timeout = 5000');
    sqlite.pragma('cache_size = -8192');
    sqlite.pragma('temp_store = MEMORY');
  } catch (error) {
    sqlite.close();
    throw error;
  }
  const pragma = (name: string): number => Number(sqlite.pragma(name, { simple: true }));
  const db = new Kysely<Database>({
    dialect: new SqliteDialect({ database: cacheStatements(sqlite, turn) }),
  });
  return {
    db,
    file,
    openReader: () => openReader(file),
    shrink() {
      if (pragma('freelist_count') === 0 || pragma('auto_vacuum') !== INCREMENTAL) return false;
      sqlite.exec(`pragma incremental_vacuum(${PAGES_AT_ONCE})`);
      return true;
    },
    usedBytes: () => (pragma('page_count') - pragma('freelist_count')) * pragma('page_size'),
    transaction: (work, options) =>
      options?.durable ? durableTransaction(db, work) : db.transaction().execute(work),
    close: () => db.destroy(),
  };
}

/**
 * Opens the store, and creates or migrates the file when needed.
 * Throws when the file cannot be opened, is not a database, or was written by a newer version.
 */
export async function openStore(file: string, turn?: WriteTurn): Promise<Store> {
  keepPrivate(file);
  makeShrinkable(file);
  const store = connectStore(file, turn);
  const migrator = new Migrator({ db: store.db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) {
    await store.close();
    throw new Error(`The store ${file} could not be brought up to date: ${describe(error)}`, {
      cause: error,
    });
  }
  return store;
}

/** A database of an earlier version is rewritten once, so that its free space can be given back. */
function makeShrinkable(file: string): void {
  if (!existsSync(file) || statSync(file).size > MAX_REWRITTEN_BYTES) return;
  const sqlite = new SqliteDatabase(file);
  try {
    if (sqlite.pragma('auto_vacuum', { simple: true }) === INCREMENTAL) return;
    sqlite.exec('pragma auto_vacuum = INCREMENTAL; vacuum');
  } catch {
    // What is wrong with the file is said when the store is opened.
  } finally {
    sqlite.close();
  }
}

/**
 * Lets only the server's user read the file, which has the reports of all people. SQLite gives its -wal and -shm
 * files the mode of the database (https://www.sqlite.org/walformat.html).
 */
function keepPrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

function durableTransaction<T>(
  db: Kysely<Database>,
  work: (trx: Transaction<Database>) => Promise<T>,
): Promise<T> {
  return db.connection().execute(async (connection) => {
    await sql`pragma synchronous = full`.execute(connection);
    try {
      return await connection.transaction().execute(work);
    } finally {
      await sql`pragma synchronous = normal`.execute(connection);
    }
  });
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

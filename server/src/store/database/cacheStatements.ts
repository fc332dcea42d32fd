import type { Database as Sqlite, Statement } from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import type { WriteTurn } from './createWriteTurn.ts';

const MAX_STATEMENTS = 300;
/** SQLite calls these read-only. */
const ends = new Set(['commit', 'rollback']);

/**
 * Keeps prepared statements and drops the oldest first. Makes every transaction an immediate one: `pair`
 * writes from another process, and a transaction that reads first and then writes would fail at once with
 * SQLITE_BUSY_SNAPSHOT, without waiting for the busy timeout.
 */
export function cacheStatements(sqlite: Sqlite, turn?: WriteTurn): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();

  /** Statements that may begin or end a write take their turn. */
  function inTurn(statement: Statement, text: string): SqliteStatement {
    if (turn === undefined || (statement.readonly && !ends.has(text))) return statement as SqliteStatement;
    const taking = <T>(run: () => T): T => {
      if (!sqlite.inTransaction) turn.before();
      try {
        return run();
      } finally {
        if (!sqlite.inTransaction) turn.after();
      }
    };
    return {
      reader: statement.reader,
      all: (parameters) => taking(() => statement.all(parameters)),
      run: (parameters) => taking(() => statement.run(parameters)),
      iterate: (parameters) => statement.iterate(parameters) as IterableIterator<unknown>,
    };
  }

  return {
    close: () => {
      statements.clear();
      sqlite.close();
    },
    prepare(text) {
      const known = statements.get(text);
      if (known) return known;
      const statement = inTurn(sqlite.prepare(text === 'begin' ? 'begin immediate' : text), text);
      // SQLite may run a pragma while it compiles it, so a cached pragma might do nothing.
      if (text.startsWith('pragma')) return statement;
      statements.set(text, statement);
      if (statements.size > MAX_STATEMENTS) {
        const oldest = statements.keys().next().value;
        if (oldest !== undefined) statements.delete(oldest);
      }
      return statement;
    },
  };
}

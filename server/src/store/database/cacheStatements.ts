import type { Database as Sqlite, Statement } from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';

const MAX_STATEMENTS = 300;

/**
 * Keeps prepared statements and drops the oldest first. Makes every transaction an immediate one: `pair`
 * writes from another process, and a transaction that reads first and then writes would fail at once with
 * SQLITE_BUSY_SNAPSHOT, without waiting for the busy timeout.
 */
export function cacheStatements(sqlite: Sqlite): SqliteDatabase {
  const statements = new Map<string, Statement>();
  return {
    close: () => {
      statements.clear();
      sqlite.close();
    },
    prepare(text) {
      const known = statements.get(text);
      if (known) return known;
      const statement = sqlite.prepare(text === 'begin' ? 'begin immediate' : text);
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

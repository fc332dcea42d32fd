import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';

/**
 * Makes this process the only server on a data folder: two would take up the same scans. The lock is
 * the operating system's, held through an open transaction on a file of its own, so it ends with the
 * process however that ends. Answers how to let go; throws when another server holds it.
 */
export function lockDataDir(dataDir: string): () => void {
  const lock = new SqliteDatabase(path.join(dataDir, 'server.lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new Error(
        `Another server works in ${dataDir} already. Stop it, or set DATA_DIR to another folder.`,
      );
    }
    throw error;
  }
  return () => lock.close();
}

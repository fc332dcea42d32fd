import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';

/**
 * Makes this process the only server on a data folder, because two would run the same scans. The lock is an
 * open transaction on a file of its own: the operating system releases it when the process ends in any way.
 * Returns a function that releases it; throws when another server has it.
 */
export function lockDataDir(dataDir: string): () => void {
  const lock = new SqliteDatabase(path.join(dataDir, 'server.lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new Error(`Another server already uses ${dataDir}. Stop it, or set DATA_DIR to another folder.`);
    }
    throw error;
  }
  return () => lock.close();
}

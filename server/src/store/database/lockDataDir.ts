import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';

/** Longer than {@link isDataDirLocked} holds the lock. */
const WAIT_MS = 500;

const isBusy = (error: unknown): boolean =>
  error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY');

/** Null when another process has the lock. */
function tryLock(dataDir: string, waitMs: number): { release: () => void } | null {
  const lock = new SqliteDatabase(path.join(dataDir, 'server.lock'), { timeout: waitMs });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return { release: () => lock.close() };
  } catch (error) {
    lock.close();
    if (isBusy(error)) return null;
    throw error;
  }
}

/**
 * Makes this process the only server on a data folder, because two would run the same scans. The lock is an
 * open transaction on a file of its own: the operating system releases it when the process ends in any way.
 * Returns a function that releases it; throws when another server has it.
 */
export function lockDataDir(dataDir: string): () => void {
  const lock = tryLock(dataDir, WAIT_MS);
  if (!lock) {
    throw new Error(`Another server already uses ${dataDir}. Stop it, or set DATA_DIR to another folder.`);
  }
  return lock.release;
}

/** Whether a server uses an existing data folder now. */
export function isDataDirLocked(dataDir: string): boolean {
  const lock = tryLock(dataDir, 0);
  lock?.release();
  return lock === null;
}

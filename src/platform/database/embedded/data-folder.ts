import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The server cannot work with this data folder. The sentence is for whoever starts it. */
export class DataFolderUnusable extends Error {
  override name = 'DataFolderUnusable';
  constructor(dataDir: string, cause: unknown) {
    super(
      isBusy(cause)
        ? // PGlite itself would open it a second time and damage it.
          `The data folder ${dataDir} is in use by another process. Stop that one first, or set DATA_DIR to another folder.`
        : `The data folder ${dataDir} cannot be used (${cause instanceof Error ? cause.message : cause}). Make it writable, or set DATA_DIR to another folder.`,
    );
  }
}

/** SQLITE_BUSY: somebody else holds the lock. */
const isBusy = (cause: unknown) => cause instanceof Error && 'errcode' in cause && cause.errcode === 5;

/**
 * Takes the folder for this process until it ends, however it ends: SQLite's exclusive lock is the operating system's own,
 * so nothing stale remains after a kill -9 and no process id can be mistaken. Returns how to give it back.
 */
export function lockDataFolder(dataDir: string): () => void {
  if (dataDir.startsWith('memory:')) return () => {};
  let lock: DatabaseSync | undefined;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    lock = new DatabaseSync(join(dataDir, 'readyroom.lock'));
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    throw new DataFolderUnusable(dataDir, error);
  }
  return () => lock.close();
}

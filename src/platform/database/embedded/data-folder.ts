import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The data folder cannot be used. The message is for the operator. */
export class DataFolderUnusable extends Error {
  override name = 'DataFolderUnusable';
  constructor(dataDir: string, cause: unknown) {
    super(
      isBusy(cause)
        ? // PGlite does not check this: a second process would damage the data.
          `The data folder ${dataDir} is in use by another process. Stop that one first, or set DATA_DIR to another folder.`
        : `The data folder ${dataDir} cannot be used (${cause instanceof Error ? cause.message : cause}). Make it writable, or set DATA_DIR to another folder.`,
    );
  }
}

/** SQLITE_BUSY: another process holds the lock. */
const isBusy = (cause: unknown) => cause instanceof Error && 'errcode' in cause && cause.errcode === 5;

/**
 * Locks the folder for this process and returns a function that unlocks it. SQLite's exclusive lock belongs
 * to the operating system, so it does not outlive the process, not even after `kill -9`. A pid file would.
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

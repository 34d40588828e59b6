import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another process works on this data folder. PGlite itself would open it a second time and damage it. */
export class DataFolderInUse extends Error {
  override name = 'DataFolderInUse';
  constructor(dataDir: string) {
    super(`The data folder ${dataDir} is in use by another process. Stop that one first, or set DATA_DIR to another folder.`);
  }
}

/**
 * Takes the folder for this process until it ends, however it ends: SQLite's exclusive lock is the operating system's own,
 * so nothing stale remains after a kill -9 and no process id can be mistaken. Returns how to give it back.
 */
export function lockDataFolder(dataDir: string): () => void {
  if (dataDir.startsWith('memory:')) return () => {};
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(join(dataDir, 'readyroom.lock'));
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw new DataFolderInUse(dataDir);
  }
  return () => lock.close();
}

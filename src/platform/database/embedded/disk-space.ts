import { statfsSync } from 'node:fs';

/**
 * Four of PostgreSQL's WAL segments. If there is no room for the next segment, PGlite loops forever inside
 * the commit and blocks this process.
 */
const MIN_FREE_BYTES = 64 * 1024 * 1024;

/** Has the SQLSTATE of PostgreSQL's disk_full. Nothing was changed. The message is for the operator. */
export class DiskFull extends Error {
  override name = 'DiskFull';
  readonly code = '53100';
  constructor(dataDir: string) {
    super(
      `the disk under the data folder ${dataDir} is nearly full. Make room until ${MIN_FREE_BYTES / 1024 / 1024} MiB are free.`,
    );
  }
}

/**
 * The disk under the embedded database. It throws the same error object for as long as the disk is full, so
 * that the log can report it once.
 */
export function openDisk(dataDir: string) {
  let error: DiskFull | undefined;
  function check() {
    error = hasRoom(dataDir) ? undefined : (error ?? new DiskFull(dataDir));
    return error;
  }
  return {
    isFull: () => check() !== undefined,
    /** Throws when there is no room for changes. */
    assertRoom() {
      if (check()) throw error;
    },
  };
}

function hasRoom(dataDir: string) {
  if (dataDir.startsWith('memory:')) return true;
  const { bavail, bsize, blocks } = statfsSync(dataDir);
  // Some file systems do not report their size.
  return blocks === 0 || bavail * bsize >= MIN_FREE_BYTES;
}

import { statfsSync } from 'node:fs';

/**
 * What stays free, in bytes: four of PostgreSQL's log segments. Embedded, it does not survive that there is no room for the next one:
 * it goes round and round in the middle of a commit, and this process with it.
 */
const SPARE = 64 * 1024 * 1024;

/** Answered like PostgreSQL's own disk_full: nothing was changed. The sentence is for whoever starts the server. */
export class DiskFull extends Error {
  override name = 'DiskFull';
  readonly code = '53100';
  constructor(dataDir: string) {
    super(
      `the disk under the data folder ${dataDir} is nearly full. Make room until ${SPARE / 1024 / 1024} MiB are free.`,
    );
  }
}

/** The disk under the embedded database. As long as it is full, that is one and the same error. */
export function openDisk(dataDir: string) {
  let error: DiskFull | undefined;
  function look() {
    error = hasRoom(dataDir) ? undefined : (error ?? new DiskFull(dataDir));
    return error;
  }
  return {
    isFull: () => look() !== undefined,
    /** Throws when there is no room for changes. */
    assertRoom() {
      if (look()) throw error;
    },
  };
}

function hasRoom(dataDir: string) {
  if (dataDir.startsWith('memory:')) return true;
  const { bavail, bsize, blocks } = statfsSync(dataDir);
  // Some file systems do not say how large they are.
  return blocks === 0 || bavail * bsize >= SPARE;
}

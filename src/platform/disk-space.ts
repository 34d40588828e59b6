import { statfsSync } from 'node:fs';

/**
 * What stays free, in bytes: four of PostgreSQL's log segments. Embedded, it does not survive that there is no room for the next one:
 * it goes round and round in the middle of a commit, and this process with it.
 */
const SPARE = 64 * 1024 * 1024;

/** Answered like PostgreSQL's own disk_full: nothing was changed. The sentence is for whoever starts the server. */
class DiskFull extends Error {
  override name = 'DiskFull';
  readonly code = '53100';
  constructor(dataDir: string) {
    super(`the disk under the data folder ${dataDir} is nearly full. Make room until ${SPARE / 1024 / 1024} MiB are free.`);
  }
}

/** Throws when the disk has no room for changes. */
export function assertDiskSpace(dataDir: string) {
  if (dataDir.startsWith('memory:')) return;
  const { bavail, bsize, blocks } = statfsSync(dataDir);
  // Some file systems do not say how large they are.
  if (blocks > 0 && bavail * bsize < SPARE) throw new DiskFull(dataDir);
}

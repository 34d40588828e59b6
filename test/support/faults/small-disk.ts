import { spawn } from 'node:child_process';
import { statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../servers/process.ts';

const MEBIBYTE = 1024 * 1024;

/** Mounts it where nobody else sees it, says so, and makes it as large as each line says that comes in. */
const HOLD = `mount -t tmpfs -o size="$2"m tmpfs "$1" && echo "$2" && while read -r size; do mount -o remount,size="$size"m tmpfs "$1" && echo "$size"; done`;

/** A file system of so many MiB, gone with the test. Undefined where this user may not mount one. */
export async function openSmallDisk(mebibytes: number) {
  const place = temporaryFolder();
  const isRoot = process.getuid?.() === 0;
  const holder = spawn('unshare', [
    ...(isRoot ? [] : ['--map-root-user']),
    '--mount',
    'sh',
    '-c',
    HOLD,
    'sh',
    place,
    String(mebibytes),
  ]);
  onTestFinished(() => void holder.kill('SIGKILL'));
  const said = createInterface({ input: holder.stdout })[Symbol.asyncIterator]();
  holder.on('error', () => 'there is no such program, and nothing is said');
  if ((await said.next()).done) return undefined;

  /** From outside. */
  const folder = `/proc/${holder.pid}/root${place}`;
  const free = () => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  return {
    /** For whoever is begun by `enter`. */
    folder: join(place, 'data'),
    enter: [
      'nsenter',
      `--target=${holder.pid}`,
      ...(isRoot ? [] : ['--user', '--preserve-credentials']),
      '--mount',
    ],
    /** Somebody else takes what is free, but for so many MiB. */
    fillBut(left: number) {
      writeFileSync(join(folder, `others-${free()}`), Buffer.alloc(Math.max(free() - left * MEBIBYTE, 0)));
    },
    async grow(larger: number) {
      holder.stdin.write(`${larger}\n`);
      await said.next();
    },
  };
}

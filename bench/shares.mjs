import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A short period, so that a group that has used up its share does not wait long. */
const PERIOD_MICROS = 20_000;

/** The weight of a share: higher than other processes, until the share is used up. */
const FIRST = { version1: 100_000, version2: 10_000 };

/**
 * Creates `count` cgroups with an equal share of a processor each. Returns `undefined` without the
 * permission.
 */
export function openShares(count, share) {
  const opened = [];
  try {
    for (let number = 1; number <= count; number++)
      opened.push(openShare(`readyroom-bench-${process.pid}-${number}`, share));
    return opened;
  } catch {
    for (const { close } of opened) close();
    return undefined;
  }
}

/** Supports versions 1 and 2 of cgroups(7). */
function openShare(name, share) {
  const isVersion1 = existsSync('/sys/fs/cgroup/cpu');
  const folder = join('/sys/fs/cgroup', isVersion1 ? 'cpu' : '', name);
  const set = (file, value) => writeFileSync(join(folder, file), String(value));
  const quota = Math.round(share * PERIOD_MICROS);
  mkdirSync(folder);
  if (isVersion1) {
    set('cpu.cfs_period_us', PERIOD_MICROS);
    set('cpu.cfs_quota_us', quota);
    set('cpu.shares', FIRST.version1);
  } else {
    set('cpu.max', `${quota} ${PERIOD_MICROS}`);
    set('cpu.weight', FIRST.version2);
  }
  return { add: (pid) => set('cgroup.procs', pid), close: () => rmdirSync(folder) };
}

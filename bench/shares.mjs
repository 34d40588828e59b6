import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Short, so that nobody who has used it up waits for long. */
const PERIOD_MICROS = 20_000;

/** Nobody else's work comes before what is in a share, until it is used up. */
const FIRST = { version1: 100_000, version2: 10_000 };

/** So many equal shares of a processor, which processes may be moved to; `undefined` where nobody is permitted to make them. */
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

/** cgroups(7), version 1 or 2. */
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

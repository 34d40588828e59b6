import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

const statOf = (pid) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');

/** User and system time of a process and of its reaped children (proc(5)). */
export function cpuSecondsOf(pid, { waitedFor = false } = {}) {
  const fields = statOf(pid);
  return (
    fields.slice(11, waitedFor ? 15 : 13).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND
  );
}

/** CPU time of a server, including its current and past backends. */
export function cpuSecondsOfTree(pid) {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return (
    cpuSecondsOf(pid, { waitedFor: true }) +
    pids.reduce((sum, child) => sum + cpuSecondsIfChildOf(pid, child), 0)
  );
}

function cpuSecondsIfChildOf(parent, pid) {
  try {
    return Number(statOf(pid)[1]) === parent ? cpuSecondsOf(pid) : 0;
  } catch {
    return 0; // it has gone
  }
}

/** CPU time of the whole machine, without idle time and I/O wait. */
export function cpuSecondsOfMachine() {
  const [user, nice, system, , , irq, softirq, steal] = readFileSync('/proc/stat', 'utf8')
    .split('\n', 1)[0]
    .match(/\d+/g)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) / TICKS_PER_SECOND;
}

/** The start of a command line that pins a process to one processor. */
export const onProcessor = (number) => ['taskset', '-c', String(number)];

/** Moves this process and its future children to one processor. A thread may end in the meantime. */
export const moveTo = (number) =>
  spawnSync('taskset', ['-acp', String(number), String(process.pid)], { stdio: 'ignore' });

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

const statOf = (pid) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');

/** User and system time (proc(5)), its own and that of children it has waited for. */
export function cpuSecondsOf(pid, { waitedFor = false } = {}) {
  const fields = statOf(pid);
  return (
    fields.slice(11, waitedFor ? 15 : 13).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND
  );
}

/** A server and the backends that are still there, or were. */
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

/** What the whole machine has worked: everything but idling and waiting for a disk. */
export function cpuSecondsOfMachine() {
  const [user, nice, system, , , irq, softirq, steal] = readFileSync('/proc/stat', 'utf8')
    .split('\n', 1)[0]
    .match(/\d+/g)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) / TICKS_PER_SECOND;
}

/** What a command line starts with to stay on one processor. */
export const onProcessor = (number) => ['taskset', '-c', String(number)];

/** This process with all its threads, one of which may end meanwhile, and whatever it starts from now on. */
export const moveTo = (number) =>
  spawnSync('taskset', ['-acp', String(number), String(process.pid)], { stdio: 'ignore' });

/** Kills the child when this process ends for any reason. Each running child has its own listener. */
export function endWithUs(child, signal) {
  const end = () => child.kill(signal);
  process.setMaxListeners(process.getMaxListeners() + 1).once('exit', end);
  child.once('exit', () => process.off('exit', end).setMaxListeners(process.getMaxListeners() - 1));
}

/** Ends the child when this process ends, however that comes about. Each has a listener of its own while it runs, as many as there are. */
export function endWithUs(child, signal) {
  const end = () => child.kill(signal);
  process.setMaxListeners(process.getMaxListeners() + 1).once('exit', end);
  child.once('exit', () => process.off('exit', end).setMaxListeners(process.getMaxListeners() - 1));
}

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE = 60_000;

/** Starts and drives the process of the waiting patients. */
export function gather(url, secret) {
  const child = fork(new URL('patients.mjs', import.meta.url), [new URL(url).port, secret]);
  const gone = once(child, 'exit').then(() => Promise.reject(new Error('The patients have left')));
  gone.catch(() => 'as they should, at the end');
  const ask = async (message) => {
    child.send(message);
    const [answer] = await Promise.race([once(child, 'message'), gone]);
    return answer;
  };
  const report = () => ask({ isReport: true });
  return {
    seat: (sit, atOnce, tabs) => ask({ sit, atOnce, tabs }),
    ping: (pingEverySeconds) => ask({ pingEverySeconds }),
    /** Resolves to who has been told since the last report, and the number of connections. */
    report,
    /** Waits until this many have been told. Resolves to the appointments and times. */
    async hear(count) {
      const heard = [];
      for (const deadline = performance.now() + PATIENCE; heard.length < count; await pause(100)) {
        heard.push(...(await report()).told);
        if (performance.now() > deadline) throw new Error(`Only ${heard.length} of ${count} have been told`);
      }
      return heard;
    },
    leave: () => child.kill(),
  };
}

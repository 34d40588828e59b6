import { fork } from 'node:child_process';
import { once } from 'node:events';

/** Patients per process, because one process cannot open as many sockets as a fleet holds. */
const PER_PROCESS = 8_000;

/** Starts processes for all waiting patients. */
export function gather(visits, secret) {
  const shares = Array.from({ length: Math.ceil(visits.length / PER_PROCESS) }, (_, index) =>
    visits.slice(index * PER_PROCESS, (index + 1) * PER_PROCESS),
  );
  const groups = shares.map((share) => ({
    share,
    child: fork(new URL('patients.mjs', import.meta.url), [secret]),
  }));
  const ask = async ({ child }, message) => {
    child.send(message);
    const [answer] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    if (typeof answer !== 'object') throw new Error('Patients have ended before they were asked to');
    return answer;
  };
  return {
    /** Resolves when each patient has received the current state. `atOnce` arrive concurrently. */
    arrive: (atOnce) =>
      Promise.all(
        groups.map((group) => ask(group, { sit: group.share, atOnce: Math.ceil(atOnce / groups.length) })),
      ),
    /**
     * Resolves to when each patient of a lost node was told again at the `survivors`. Call it before the node
     * dies.
     */
    comeBack: async (survivors) =>
      (await Promise.all(groups.map((group) => ask(group, { survivors })))).flatMap(({ back }) => back),
    /** When each patient was told that the room is open, by appointment, and the number of retries. */
    async report() {
      const reports = await Promise.all(groups.map((group) => ask(group, { report: true })));
      return {
        toldAt: new Map(reports.flatMap(({ toldAt }) => toldAt)),
        refusals: reports.reduce((sum, { refusals }) => sum + refusals, 0),
      };
    },
    leave() {
      for (const { child } of groups) child.kill();
    },
  };
}

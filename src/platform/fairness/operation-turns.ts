import { FairTurns } from './fair-turns.ts';
import type { Party } from './party.ts';

/** How many operations begin in one turn of the event loop, before it looks at sockets and the database. */
const MAX_STARTS = 2;
/** More than a person has database connections, so that they can keep these busy. */
const MAX_RUNNING_PER_PERSON = 16;
const MAX_WAITING_PER_PERSON = 256;
/** Less than a statement may take: while the database is away, nobody waits for those who wait for it. */
const MAX_WAIT_MS = 1_800;

/** The turns of operations in the processor, which all of this process share. */
export interface OperationTurns {
  /** Undefined if an operation may begin now: parse, validate or call its handler. */
  begin(party: Party): Promise<void> | undefined;
  /** Taken while an operation runs. */
  running: FairTurns;
}

export interface OperationLimits {
  /** A person who already waits for many turns gets RATE_LIMITED. */
  isLimited: boolean;
  /** The database may not answer. Those who wait for a turn then get UNAVAILABLE. */
  canLoseDatabase: boolean;
}

export function openOperationTurns({ isLimited, canLoseDatabase }: OperationLimits): OperationTurns {
  const bounds = isLimited ? { maxWaiting: MAX_WAITING_PER_PERSON } : {};
  const starts = new FairTurns({ atOnce: MAX_STARTS, ...bounds });
  let begun: Party[] = [];
  const releaseAll = () => {
    const parties = begun;
    begun = [];
    for (const party of parties) starts.release(party);
  };
  /** One callback for all, because each makes the event loop go round once more. */
  const releaseLater = (party: Party) => {
    if (begun.length === 0) setImmediate(releaseAll);
    begun.push(party);
  };
  return {
    begin(party) {
      const turn = starts.take(party);
      if (turn) return turn.then(() => releaseLater(party));
      releaseLater(party);
      return undefined;
    },
    running: new FairTurns({
      perPerson: MAX_RUNNING_PER_PERSON,
      ...bounds,
      ...(canLoseDatabase && { maxWaitMs: MAX_WAIT_MS }),
    }),
  };
}

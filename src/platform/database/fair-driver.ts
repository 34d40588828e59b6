import { FairTurns } from '../fairness/fair-turns.ts';
import { type Party, partyOf } from '../fairness/party.ts';
import { SYSTEM, type System, type Viewer } from '../viewer.ts';
import type { Answers, Driver, DriverTransaction, Session } from './sql/driver.ts';
import type { Statement } from './sql/statement.ts';

/** The viewer on whose behalf statements run, and the settings of each transaction. */
export interface Viewpoint {
  viewer: Viewer | System;
  session: Session;
  /** For whom the server itself looks something up. */
  party?: Party | undefined;
}

/** Whose turn it is. */
const holderOf = ({ viewer, party }: Viewpoint) => (viewer === SYSTEM ? party : undefined) ?? partyOf(viewer);

/** A driver that knows on whose behalf it runs statements. */
export interface FairDriver {
  send(viewpoint: Viewpoint, statements: readonly Statement[]): Promise<Answers>;
  begin(viewpoint: Viewpoint): DriverTransaction;
}

/** What a driver can do at the same time. */
export interface Capacity {
  connections: number;
  /** Unlimited if the database cannot be away, because it is in this process. */
  maxWaitMs?: number;
  /**
   * Whether the database runs in this process. Its answers need no event of the event loop, so one turn after
   * the other would let nobody else get a word in.
   */
  isEmbedded?: boolean;
}

/** Connections that one organization, or one of its people, leaves to others. A single connection is shared. */
const LEFT_BY_ORGANIZATION = 4;
const LEFT_BY_PERSON = 6;
const NOW = Promise.resolve();

/**
 * Gives the database's connections to organizations and their people in fair turns. A transaction has its
 * turn from its first statement until it ends, so work inside it must not ask for another one.
 */
export function inFairTurns(driver: Driver, { connections, maxWaitMs, isEmbedded }: Capacity): FairDriver {
  const turns = new FairTurns({
    atOnce: connections,
    perOrganization: Math.max(1, connections - LEFT_BY_ORGANIZATION),
    perPerson: Math.max(1, connections - LEFT_BY_PERSON),
    ...(maxWaitMs && { maxWaitMs }),
  });

  const end = (party: Party) =>
    isEmbedded ? void setImmediate(() => turns.release(party)) : turns.release(party);

  const send: FairDriver['send'] = async (viewpoint, statements) => {
    const party = holderOf(viewpoint);
    const turn = turns.take(party);
    if (turn) await turn;
    try {
      return await driver.send(viewpoint.session, statements);
    } finally {
      end(party);
    }
  };

  function begin(viewpoint: Viewpoint): DriverTransaction {
    const party = holderOf(viewpoint);
    const transaction = driver.begin(viewpoint.session);
    let turn: Promise<void> | undefined;
    let hasEnded = false;
    const release = () => void turn?.then(() => end(party)).catch(() => {}); // it never had the turn
    return {
      async send(statements) {
        turn ??= turns.take(party) ?? NOW;
        await turn;
        // Another statement of the same work may have failed while this one waited.
        if (hasEnded) throw new Error('The transaction has ended');
        return transaction.send(statements);
      },
      async commit(statements) {
        // Without earlier statements there is nothing to roll back, and the turn ends here in any case.
        if (!turn) return void (await send(viewpoint, statements));
        await transaction.commit(statements);
        release();
      },
      async rollback() {
        hasEnded = true;
        await transaction.rollback();
        release();
      },
    };
  }

  return { send, begin };
}

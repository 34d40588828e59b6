import { FairTurns, inTurn } from '../fairness/fair-turns.ts';
import { partyOf } from '../fairness/party.ts';
import type { System, Viewer } from '../viewer.ts';
import type { Answers, Driver, DriverTransaction, Session } from './sql/driver.ts';
import type { Statement } from './sql/statement.ts';

/** The viewer on whose behalf statements run, and the settings of each transaction. */
export interface Viewpoint {
  viewer: Viewer | System;
  session: Session;
}

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
}

/** Connections that one organization, or one of its people, leaves to others. A single connection is shared. */
const LEFT_BY_ORGANIZATION = 2;
const LEFT_BY_PERSON = 4;
const NOW = Promise.resolve();

/**
 * Gives the database's connections to organizations and their people in fair turns. A transaction has its
 * turn from its first statement until it ends, so work inside it must not ask for another one.
 */
export function inFairTurns(driver: Driver, { connections, maxWaitMs }: Capacity): FairDriver {
  const turns = new FairTurns({
    atOnce: connections,
    perOrganization: Math.max(1, connections - LEFT_BY_ORGANIZATION),
    perPerson: Math.max(1, connections - LEFT_BY_PERSON),
    ...(maxWaitMs && { maxWaitMs }),
  });

  const send: FairDriver['send'] = ({ viewer, session }, statements) =>
    inTurn(turns, partyOf(viewer), () => driver.send(session, statements));

  function begin(viewpoint: Viewpoint): DriverTransaction {
    const party = partyOf(viewpoint.viewer);
    const transaction = driver.begin(viewpoint.session);
    let turn: Promise<void> | undefined;
    let hasEnded = false;
    const release = () => void turn?.then(() => turns.release(party)).catch(() => {}); // it never had the turn
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

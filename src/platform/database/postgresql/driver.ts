import type { Pool, PoolClient } from 'pg';
import {
  type Answers,
  type Driver,
  type DriverTransaction,
  type Session,
  setSession,
} from '../sql/driver.ts';
import type { Statement } from '../sql/statement.ts';
import { type Kept, RoundTrip } from './round-trip.ts';

const plain = (text: string): Statement => ({ text, values: [], columns: [] });
const BEGIN = plain('begin');
const COMMIT = plain('commit');
const ROLLBACK = plain('rollback');

interface Connections {
  /** What each of them has prepared. Not where a pooler lends them: next time it may be another. */
  kept: Kept | undefined;
  /** Settings that each transaction needs besides its session. */
  settings: Session;
}

/** To a PostgreSQL server. */
export function postgreSqlDriver(pool: Pool, { kept, settings }: Connections): Driver {
  const setLimitedSession = (session: Session) => setSession({ ...session, ...settings });
  const send = (client: PoolClient, statements: readonly Statement[]) =>
    new Promise<Answers>((resolve, reject) =>
      client.query(new RoundTrip(statements, kept, { resolve, reject })),
    );

  async function sendAlone(session: Session, statements: readonly Statement[]) {
    const client = await pool.connect();
    try {
      const [, ...answers] = await send(client, [setLimitedSession(session), ...statements]);
      return answers;
    } finally {
      client.release();
    }
  }

  function begin(session: Session): DriverTransaction {
    let lent: Promise<PoolClient> | undefined;
    const release = async (broken?: boolean) => {
      (await lent)?.release(broken);
      lent = undefined;
    };
    return {
      async send(statements) {
        if (lent) return send(await lent, statements);
        lent = pool.connect();
        const [, , ...answers] = await send(await lent, [BEGIN, setLimitedSession(session), ...statements]);
        return answers;
      },
      async commit(statements) {
        if (!lent) return void (await sendAlone(session, statements));
        await send(await lent, [...statements, COMMIT]);
        await release();
      },
      async rollback() {
        const client = await lent?.catch(() => undefined);
        if (!client) return;
        await send(client, [ROLLBACK]).then(
          () => release(),
          () => release(true),
        );
      },
    };
  }

  return { send: sendAlone, begin };
}

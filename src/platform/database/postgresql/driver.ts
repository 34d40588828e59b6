import type { Pool, PoolClient } from 'pg';
import {
  type Answers,
  type Driver,
  type DriverTransaction,
  type Session,
  setSession,
} from '../sql/driver.ts';
import type { Statement } from '../sql/statement.ts';
import { type PreparedStatements, RoundTrip } from './round-trip.ts';

const plain = (text: string): Statement => ({ text, values: [], columns: [] });
const BEGIN = plain('begin');
const COMMIT = plain('commit');
const ROLLBACK = plain('rollback');

interface Connections {
  /** Undefined behind a pooler: the next transaction may use another server connection. */
  prepared: PreparedStatements | undefined;
  /** Settings for each transaction, in addition to its session. */
  settings: Session;
}

/** The driver of a PostgreSQL server. */
export function postgreSqlDriver(pool: Pool, { prepared, settings }: Connections): Driver {
  const setLimitedSession = (session: Session) => setSession({ ...session, ...settings });
  const send = (client: PoolClient, statements: readonly Statement[]) =>
    new Promise<Answers>((resolve, reject) =>
      client.query(new RoundTrip(statements, prepared, { resolve, reject })),
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
    let checkedOut: Promise<PoolClient> | undefined;
    const release = async (broken?: boolean) => {
      (await checkedOut)?.release(broken);
      checkedOut = undefined;
    };
    return {
      async send(statements) {
        if (checkedOut) return send(await checkedOut, statements);
        checkedOut = pool.connect();
        const [, , ...answers] = await send(await checkedOut, [
          BEGIN,
          setLimitedSession(session),
          ...statements,
        ]);
        return answers;
      },
      async commit(statements) {
        if (!checkedOut) return void (await sendAlone(session, statements));
        await send(await checkedOut, [...statements, COMMIT]);
        await release();
      },
      async rollback() {
        const client = await checkedOut?.catch(() => undefined);
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

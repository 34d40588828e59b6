import type { PGlite, Transaction } from '@electric-sql/pglite';
import { type Driver, type DriverTransaction, type Session, setSession } from '../sql/driver.ts';
import type { Statement } from '../sql/statement.ts';

/**
 * The driver of the embedded database. PGlite has one connection, so an open transaction blocks everything
 * else. `assertRoom` is called before each write and may throw.
 */
export function pgliteDriver(pglite: PGlite, assertRoom: () => void): Driver {
  async function send(transaction: Transaction, statements: readonly Statement[]) {
    if (statements.some(({ kind }) => kind === 'write')) assertRoom();
    const answers: unknown[][][] = [];
    for (const { text, values } of statements)
      answers.push((await transaction.query<unknown[]>(text, [...values], { rowMode: 'array' })).rows);
    return answers;
  }

  const sendAlone: Driver['send'] = (session, statements) =>
    pglite.transaction(async (transaction) => {
      await send(transaction, [setSession(session)]);
      return send(transaction, statements);
    });

  function begin(session: Session): DriverTransaction {
    const ending = Promise.withResolvers<void>();
    let opened: Promise<Transaction> | undefined;
    let ended: Promise<void> | undefined;
    const open = () => {
      const { promise, resolve, reject } = Promise.withResolvers<Transaction>();
      ended = pglite.transaction(async (transaction) => {
        await send(transaction, [setSession(session)]);
        resolve(transaction);
        // PGlite commits when this callback returns and rolls back when it throws.
        await ending.promise;
      });
      ended.catch(reject);
      return promise;
    };
    return {
      async send(statements) {
        opened ??= open();
        return send(await opened, statements);
      },
      async commit(statements) {
        if (!opened) return void (await sendAlone(session, statements));
        await send(await opened, statements);
        ending.resolve();
        await ended;
      },
      async rollback() {
        if (!ended) return;
        ending.reject(new Error('Rolled back'));
        // PGlite rejects with the error that caused the rollback.
        await ended.catch(() => {});
      },
    };
  }

  return { send: sendAlone, begin };
}

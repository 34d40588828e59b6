import type { System, Viewer } from '../viewer.ts';
import type { Answers, Driver, Session } from './sql/driver.ts';
import { rowOf, type Statement } from './sql/statement.ts';
import type { Tables } from './sql/table.ts';

/** On whose behalf the database is asked, and the settings of each transaction. */
export interface Viewpoint {
  viewer: Viewer | System;
  session: Session;
}

interface QueuedStatement {
  statement: Statement;
  resolve(rows: object[]): void;
  reject(error: unknown): void;
}

/** The database as one viewer sees it. What is asked for in the same tick goes in one round trip, and is one transaction. */
export class Db {
  #queued: QueuedStatement[] = [];

  constructor(
    readonly tables: Tables,
    readonly driver: Driver,
    readonly viewpoint: Viewpoint,
  ) {}

  get viewer() {
    return this.viewpoint.viewer;
  }

  /** The same database, as somebody else sees it. */
  as(viewpoint: Viewpoint) {
    return new Db(this.tables, this.driver, viewpoint);
  }

  ask<Row extends object>(statement: Statement<Row>): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      // Loaders dispatch in this very phase: those of one level go together.
      if (this.#queued.length === 0) process.nextTick(() => void this.#send());
      this.#queued.push({ statement, resolve, reject } as unknown as QueuedStatement); // what comes back to it are its own rows
    });
  }

  async #send() {
    const queued = this.#queued;
    this.#queued = [];
    try {
      const answers = await this.sendNow(queued.map(({ statement }) => statement));
      for (const [index, { statement, resolve }] of queued.entries())
        resolve((answers[index] ?? []).map((cells) => rowOf(statement, cells)));
    } catch (error) {
      for (const { reject } of queued) reject(error);
    }
  }

  protected sendNow(statements: Statement[]): Promise<Answers> {
    return this.driver.send(this.viewpoint.session, statements);
  }

  begin() {
    return new Transaction(this.tables, this.driver, this.viewpoint);
  }
}

/** Reads see what was written before them; what is only written goes with the next of them, or with the commit. */
export class Transaction extends Db {
  #written: Statement[] = [];
  readonly #transaction = this.driver.begin(this.viewpoint.session);

  write(statement: Statement) {
    this.#written.push(statement);
  }

  protected override async sendNow(statements: Statement[]) {
    const written = this.#take();
    return (await this.#transaction.send([...written, ...statements])).slice(written.length);
  }

  commit() {
    return this.#transaction.commit(this.#take());
  }

  rollback() {
    return this.#transaction.rollback();
  }

  #take() {
    const written = this.#written;
    this.#written = [];
    return written;
  }
}

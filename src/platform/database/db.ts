import type { System, Viewer } from '../viewer.ts';
import type { Answers, Driver, Session } from './sql/driver.ts';
import { type Read, type Statement, toRow, type Write } from './sql/statement.ts';
import type { Tables, VisibleTables } from './sql/table.ts';

/** On whose behalf the database is asked, and the settings of each transaction. */
export interface Viewpoint {
  viewer: Viewer | System;
  session: Session;
}

/** All that a view has of the database: it reads as one viewer, and cannot write. */
export interface Reader extends VisibleTables {
  ask<Row extends object>(statement: Read<Row>): Promise<Row[]>;
}

interface QueuedStatement {
  statement: Statement;
  resolve(rows: object[]): void;
  reject(error: unknown): void;
}

/** The database as one viewer sees it. Statements of the same tick go in one round trip, and are one transaction. */
export class Db implements Reader {
  #queued: QueuedStatement[] = [];

  constructor(
    readonly tables: Tables,
    readonly driver: Driver,
    readonly viewpoint: Viewpoint,
  ) {}

  get viewer() {
    return this.viewpoint.viewer;
  }

  /** The same database, as another viewer sees it. */
  as(viewpoint: Viewpoint) {
    return new Db(this.tables, this.driver, viewpoint);
  }

  ask<Row extends object>(statement: Read<Row>): Promise<Row[]> {
    return this.#queue(statement);
  }

  /** Changes rows now, and answers with those that the statement returns. */
  apply<Row extends object>(statement: Write<Row>): Promise<Row[]> {
    return this.#queue(statement);
  }

  begin() {
    return new Transaction(this.tables, this.driver, this.viewpoint);
  }

  #queue<Row extends object>(statement: Statement<Row>): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      // Loaders dispatch in this very phase: those of one level go together.
      if (this.#queued.length === 0) process.nextTick(() => void this.#send());
      this.#queued.push({ statement, resolve, reject } as unknown as QueuedStatement); // its own rows come back to it
    });
  }

  async #send() {
    const queued = this.#queued;
    this.#queued = [];
    try {
      const answers = await this.sendNow(queued.map(({ statement }) => statement));
      for (const [index, { statement, resolve }] of queued.entries())
        resolve((answers[index] ?? []).map((cells) => toRow(statement, cells)));
    } catch (error) {
      for (const { reject } of queued) reject(error);
    }
  }

  protected sendNow(statements: Statement[]): Promise<Answers> {
    return this.driver.send(this.viewpoint.session, statements);
  }
}

/** Reads see what was written before them. A write goes with the next read, or with the commit. */
export class Transaction extends Db {
  #written: Write[] = [];
  readonly #transaction = this.driver.begin(this.viewpoint.session);

  write(statement: Write) {
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

import type { Party } from '../fairness/party.ts';
import type { FairDriver, Viewpoint } from './fair-driver.ts';
import type { Answers } from './sql/driver.ts';
import { ResultSet } from './sql/result-set.ts';
import type { Read, Statement, Write } from './sql/statement.ts';
import type { Tables, VisibleTables } from './sql/table.ts';

/** What a view gets of the database. It reads as one viewer and cannot write. */
export interface Reader extends VisibleTables {
  ask<Row extends object>(statement: Read<Row>): Promise<Row[]>;
  /** The same for rows that may be written to an answer without being looked at. */
  resultOf<Row extends object>(statement: Read<Row>): Promise<ResultSet<Row>>;
}

interface QueuedStatement {
  statement: Statement;
  resolve(result: ResultSet<object>): void;
  reject(error: unknown): void;
}

/**
 * The database as one viewer sees it. Statements of the same tick go in one round trip and form one
 * transaction.
 */
export class Db implements Reader {
  #queued: QueuedStatement[] = [];

  constructor(
    readonly tables: Tables,
    readonly driver: FairDriver,
    readonly viewpoint: Viewpoint,
  ) {}

  get viewer() {
    return this.viewpoint.viewer;
  }

  /** The same database as another viewer sees it. */
  as(viewpoint: Viewpoint) {
    return new Db(this.tables, this.driver, { party: this.viewpoint.party, ...viewpoint });
  }

  /** The same database, in the turns of those for whom the server itself looks something up. */
  onBehalfOf(party: Party) {
    return new Db(this.tables, this.driver, { ...this.viewpoint, party });
  }

  ask<Row extends object>(statement: Read<Row>): Promise<Row[]> {
    return this.#queue(statement, (result) => result.rows());
  }

  resultOf<Row extends object>(statement: Read<Row>): Promise<ResultSet<Row>> {
    return this.#queue(statement, (result) => result);
  }

  /** Changes rows now and resolves with the rows that the statement returns. */
  apply<Row extends object>(statement: Write<Row>): Promise<Row[]> {
    return this.#queue(statement, (result) => result.rows());
  }

  begin() {
    return new Transaction(this.tables, this.driver, this.viewpoint);
  }

  #queue<Row extends object, Output>(
    statement: Statement<Row>,
    outputOf: (result: ResultSet<Row>) => Output,
  ): Promise<Output> {
    return new Promise((settle, reject) => {
      const resolve = (result: ResultSet<Row>) => settle(outputOf(result));
      // DataLoader dispatches in this phase too, so all loaders of one level share a round trip.
      if (this.#queued.length === 0) process.nextTick(() => void this.#send());
      // `#send` resolves each statement with its own rows.
      this.#queued.push({ statement, resolve, reject } as QueuedStatement);
    });
  }

  async #send() {
    const queued = this.#queued;
    this.#queued = [];
    try {
      const answers = await this.sendNow(queued.map(({ statement }) => statement));
      for (const [index, { statement, resolve }] of queued.entries())
        resolve(new ResultSet(statement, answers[index] ?? []));
    } catch (error) {
      for (const { reject } of queued) reject(error);
    }
  }

  protected sendNow(statements: Statement[]): Promise<Answers> {
    return this.driver.send(this.viewpoint, statements);
  }
}

/** Writes are sent with the next read or with the commit. Reads see all earlier writes. */
export class Transaction extends Db {
  #written: Write[] = [];
  readonly #transaction = this.driver.begin(this.viewpoint);

  write(statement: Write) {
    this.#written.push(statement);
  }

  protected override async sendNow(statements: Statement[]) {
    const written = this.#takeWritten();
    return (await this.#transaction.send([...written, ...statements])).slice(written.length);
  }

  commit() {
    return this.#transaction.commit(this.#takeWritten());
  }

  rollback() {
    return this.#transaction.rollback();
  }

  #takeWritten() {
    const written = this.#written;
    this.#written = [];
    return written;
  }
}

import type { Viewer } from '../viewer.ts';
import type { Answers, Line, Session } from './sql/driver.ts';
import { rowOf, type Statement } from './sql/statement.ts';
import type { Tables } from './sql/table.ts';

/** Sees whatever the database lets it. */
export const SERVER = 'the server itself';
export type Sighted = Viewer | typeof SERVER;

interface Eyes {
  viewer: Sighted;
  session: Session;
}

interface Asked {
  statement: Statement;
  resolve(rows: object[]): void;
  reject(error: unknown): void;
}

/** The database as one viewer sees it. What is asked for in the same tick goes in one round trip, and is one transaction. */
export class Db {
  #asked: Asked[] = [];

  constructor(
    readonly tables: Tables,
    readonly line: Line,
    readonly eyes: Eyes,
  ) {}

  get viewer() {
    return this.eyes.viewer;
  }

  /** The same database, as somebody else sees it. */
  as(eyes: Eyes) {
    return new Db(this.tables, this.line, eyes);
  }

  ask<Row extends object>(statement: Statement<Row>): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      // Loaders dispatch in this very phase: those of one level go together.
      if (this.#asked.length === 0) process.nextTick(() => void this.#send());
      this.#asked.push({ statement, resolve, reject } as unknown as Asked); // what comes back to it are its own rows
    });
  }

  async #send() {
    const asked = this.#asked;
    this.#asked = [];
    try {
      const answers = await this.sendNow(asked.map(({ statement }) => statement));
      for (const [index, { statement, resolve }] of asked.entries())
        resolve((answers[index] ?? []).map((cells) => rowOf(statement, cells)));
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }

  protected sendNow(statements: Statement[]): Promise<Answers> {
    return this.line.send(this.eyes.session, statements);
  }

  begin() {
    return new Transaction(this.tables, this.line, this.eyes);
  }
}

/** Reads see what was written before them; what is only written goes with the next of them, or with the commit. */
export class Transaction extends Db {
  #written: Statement[] = [];
  readonly #transaction = this.line.begin(this.eyes.session);

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

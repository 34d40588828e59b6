import type { Statement } from './statement.ts';

/** Settings that hold for one transaction: `role`, and `app.org_id` for whose rows there are. */
export type Session = Readonly<Record<string, string>>;

/** The cells of each row that each statement was answered with. */
export type Answers = readonly (readonly (readonly unknown[])[])[];

/** A way to a database. What is sent together is done together, or not at all, and takes one round trip. */
export interface Driver {
  send(session: Session, statements: readonly Statement[]): Promise<Answers>;
  /** Takes a connection with the first statement. */
  begin(session: Session): DriverTransaction;
}

export interface DriverTransaction {
  send(statements: readonly Statement[]): Promise<Answers>;
  /** With the last statements. One that fails leaves it to be rolled back. */
  commit(statements: readonly Statement[]): Promise<void>;
  /** Never fails: what could not be told to roll back is closed, which does it. */
  rollback(): Promise<void>;
}

/** Sets the session for the transaction that it is in. */
export const setSession = (session: Session): Statement => ({
  text: `select ${Object.keys(session).map((name, index) => `set_config('${name}', $${index + 1}, true)`)}`,
  values: Object.values(session),
  columns: [],
});

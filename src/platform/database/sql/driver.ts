import type { Statement } from './statement.ts';

/** Settings for one transaction: `role`, and `app.org_id` for row-level security. */
export type Session = Readonly<Record<string, string>>;

/** For each statement, the cells of each of its rows. */
export type Answers = readonly (readonly (readonly unknown[])[])[];

/** Runs statements. Those that are sent together take one round trip and form one transaction. */
export interface Driver {
  send(session: Session, statements: readonly Statement[]): Promise<Answers>;
  /** Takes a connection when the first statement is sent. */
  begin(session: Session): DriverTransaction;
}

export interface DriverTransaction {
  send(statements: readonly Statement[]): Promise<Answers>;
  /** Runs the last statements and commits. If it fails, call `rollback`. */
  commit(statements: readonly Statement[]): Promise<void>;
  /** Never rejects: a connection that cannot roll back is closed, which has the same effect. */
  rollback(): Promise<void>;
}

/** A statement that applies the session to its own transaction. */
export const setSession = (session: Session): Statement => ({
  text: `select ${Object.keys(session).map((name, index) => `set_config('${name}', $${index + 1}, true)`)}`,
  values: Object.values(session),
  columns: [],
});

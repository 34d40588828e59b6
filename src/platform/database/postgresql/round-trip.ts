import { randomUUID } from 'node:crypto';
import type { Connection, Submittable } from 'pg';
import { serialize } from 'pg-protocol';
import type { Statement } from '../sql/statement.ts';

type Cells = (string | null)[];

/** The prepared statements of each connection: their names, by SQL text. */
export type PreparedStatements = WeakMap<Connection, Map<string, string>>;
const MAX_PREPARED = 500;

/** The settlers of the caller's promise. One of them is called, once. */
interface Listener {
  resolve(answers: Cells[][]): void;
  reject(error: Error): void;
}

interface PendingAnswers {
  statements: readonly Statement[];
  listener: Listener;
  answers: Cells[][];
  /** The rows so far of the statement that is being answered. */
  rows: Cells[];
}

const EXECUTE = serialize.execute({});
const SYNC = serialize.sync();

/**
 * Several statements in one round trip (PostgreSQL, "Message Flow", "Pipelining"). All are sent before any is
 * answered. One Sync at the end makes them one transaction, unless they begin one themselves. pg's own
 * queries send a Sync each.
 */
export class RoundTrip implements Submittable {
  #pending: PendingAnswers | undefined;
  readonly #prepared: PreparedStatements | undefined;
  /** Texts that this round trip prepares. If it fails, they may or may not be prepared. */
  readonly #newlyPrepared: string[] = [];
  #onFailure: ((error: Error) => void) | undefined;
  /** pg replaces it with a wrapper that implements `query_timeout`. */
  callback: (error: Error | null) => void;

  /** Pass no `prepared` behind a pooler: the next round trip may use another server connection. */
  constructor(
    statements: readonly Statement[],
    prepared: PreparedStatements | undefined,
    listener: Listener,
  ) {
    this.#pending = { statements, listener, answers: [], rows: [] };
    this.#prepared = prepared;
    this.callback = this.#end.bind(this);
  }

  /**
   * Drops all references. pg assigns a closure to `query.callback`, and V8 allocates functions that are
   * assigned to properties in the old generation. Everything reachable from it would stay until the next full
   * collection.
   */
  #end(error: Error | null) {
    if (!this.#pending) return;
    const { listener, answers } = this.#pending;
    this.#pending = undefined;
    if (!error) return listener.resolve(answers);
    this.#onFailure?.(error);
    listener.reject(error);
  }

  /** Lets the pool know of a failure, in addition to the listener. */
  onFailure(onFailure: (error: Error) => void) {
    this.#onFailure = onFailure;
  }

  submit(connection: Connection) {
    const names = this.#namesOn(connection);
    const { statements = [] } = this.#pending ?? {};
    const messages = statements.flatMap(({ text, values }) => {
      const known = names?.get(text);
      const statement = known ?? this.#nameFor(names, text);
      const run = [serialize.bind({ statement, values: values.map(textOf) }), EXECUTE];
      return known ? run : [serialize.parse({ name: statement, text }), ...run];
    });
    // One write: copying is cheaper than many small system calls.
    connection.stream.write(Buffer.concat([...messages, SYNC]));
  }

  #nameFor(names: Map<string, string> | undefined, text: string) {
    if (!names || names.size >= MAX_PREPARED) return '';
    const name = randomUUID();
    names.set(text, name);
    this.#newlyPrepared.push(text);
    return name;
  }

  #namesOn(connection: Connection) {
    const known = this.#prepared?.get(connection);
    if (known || !this.#prepared) return known;
    const names = new Map<string, string>();
    this.#prepared.set(connection, names);
    return names;
  }

  handleDataRow({ fields }: { fields: Cells }) {
    this.#pending?.rows.push(fields);
  }

  handleCommandComplete() {
    if (!this.#pending) return;
    this.#pending.answers.push(this.#pending.rows);
    this.#pending.rows = [];
  }

  handleReadyForQuery() {
    this.callback(null);
  }

  handleError(error: Error, connection: Connection) {
    for (const text of this.#newlyPrepared) this.#namesOn(connection)?.delete(text);
    this.callback(error);
  }

  handleRowDescription() {}
  handleEmptyQuery() {}
  handlePortalSuspended() {}
}

/** A value in PostgreSQL's text format. Arrays are written as `{"a","b"}`. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value))
    return `{${value.map((item) => `"${String(item).replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
  return String(value);
}

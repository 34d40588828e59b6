import { randomUUID } from 'node:crypto';
import type { Connection, Submittable } from 'pg';
import { serialize } from 'pg-protocol';
import type { Statement } from '../sql/statement.ts';

type Cells = (string | null)[];

/** What each connection has prepared: the statement's name, by its text. */
export type Kept = WeakMap<Connection, Map<string, string>>;
const MOST_KEPT = 500;

/** Who is told how it went, once. */
interface Listener {
  resolve(answers: Cells[][]): void;
  reject(error: Error): void;
}

interface Underway {
  statements: readonly Statement[];
  listener: Listener;
  answers: Cells[][];
  /** Of the statement that is being answered. */
  rows: Cells[];
}

const RUN = serialize.execute({});
const SYNC = serialize.sync();

/**
 * Several statements in one round trip. All are sent before any is answered, and one Sync at the end makes them one transaction, unless
 * they begin one themselves (PostgreSQL, "Message Flow", "Pipelining"); pg's own query sends a Sync with each.
 */
export class RoundTrip implements Submittable {
  #underway: Underway | undefined;
  readonly #kept: Kept | undefined;
  /** Prepared on the way, so nobody knows whether they are when it fails. */
  readonly #prepared: string[] = [];
  #heed: ((error: Error) => void) | undefined;
  /** For pg, which puts one of its own around it to notice silence. */
  callback: (error: Error | null) => void;

  /** Without `kept` nothing stays prepared: a pooler may lend another connection next time. */
  constructor(statements: readonly Statement[], kept: Kept | undefined, listener: Listener) {
    this.#underway = { statements, listener, answers: [], rows: [] };
    this.#kept = kept;
    this.callback = this.#end.bind(this);
  }

  /**
   * What it held it lets go of. pg's `query.callback = (…) => …` is a function assigned to a property, which V8 takes for a method of
   * something that lasts and puts among the old objects: whatever it can reach would stay until the next full collection.
   */
  #end(error: Error | null) {
    if (!this.#underway) return;
    const { listener, answers } = this.#underway;
    this.#underway = undefined;
    if (!error) return listener.resolve(answers);
    this.#heed?.(error);
    listener.reject(error);
  }

  /** Besides its listener, somebody is told who looks after the connection. */
  onFailure(heed: (error: Error) => void) {
    this.#heed = heed;
  }

  submit(connection: Connection) {
    const names = this.#namesOn(connection);
    const { statements = [] } = this.#underway ?? {};
    const messages = statements.flatMap(({ text, values }) => {
      const known = names?.get(text);
      const statement = known ?? this.#keep(names, text);
      const run = [serialize.bind({ statement, values: values.map(textOf) }), RUN];
      return known ? run : [serialize.parse({ name: statement, text }), ...run];
    });
    // One write: many small ones cost the kernel more than copying them.
    connection.stream.write(Buffer.concat([...messages, SYNC]));
  }

  #keep(names: Map<string, string> | undefined, text: string) {
    if (!names || names.size >= MOST_KEPT) return '';
    const name = randomUUID();
    names.set(text, name);
    this.#prepared.push(text);
    return name;
  }

  #namesOn(connection: Connection) {
    const known = this.#kept?.get(connection);
    if (known || !this.#kept) return known;
    const names = new Map<string, string>();
    this.#kept.set(connection, names);
    return names;
  }

  handleDataRow({ fields }: { fields: Cells }) {
    this.#underway?.rows.push(fields);
  }

  handleCommandComplete() {
    if (!this.#underway) return;
    this.#underway.answers.push(this.#underway.rows);
    this.#underway.rows = [];
  }

  handleReadyForQuery() {
    this.callback(null);
  }

  handleError(error: Error, connection: Connection) {
    for (const text of this.#prepared) this.#namesOn(connection)?.delete(text);
    this.callback(error);
  }

  handleRowDescription() {}
  handleEmptyQuery() {}
  handlePortalSuspended() {}
}

/** A value as PostgreSQL reads it; arrays as `{"a","b"}`. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value))
    return `{${value.map((item) => `"${String(item).replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
  return String(value);
}

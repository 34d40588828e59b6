import pg from 'pg';

/** The names of what each connection has prepared. */
const preparedOn = new WeakMap();

/**
 * Prepared statements up to one Sync: one round trip, and one transaction (PostgreSQL, "Extended Query", pipelining). Answers with
 * the rows of each as PostgreSQL sends them, arrays of text.
 */
export class Batch extends pg.Query {
  #results = [];
  #rows = [];
  #statements;

  constructor(statements) {
    super({ text: '' });
    this.#statements = statements;
  }

  submit(connection) {
    const prepared = preparedOn.get(connection) ?? new Set();
    preparedOn.set(connection, prepared);
    connection.stream.cork();
    for (const { name, text, values } of this.#statements) {
      if (!prepared.has(name)) connection.parse({ name, text });
      prepared.add(name);
      connection.bind({ statement: name, values });
      connection.execute({});
    }
    connection.sync();
    connection.stream.uncork();
    return null;
  }

  handleDataRow({ fields }) {
    this.#rows.push(fields);
  }

  handleCommandComplete() {
    this.#results.push(this.#rows);
    this.#rows = [];
  }

  handleReadyForQuery() {
    this.callback(null, this.#results);
  }

  // It is not known which of them were prepared: whoever sent them gives the connection up.
  handleError(error) {
    this.callback(error);
  }
}

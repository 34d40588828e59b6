import pg from 'pg';

/** The names of the prepared statements of each connection. */
const preparedOn = new WeakMap();

/**
 * Sends prepared statements followed by one Sync: one round trip and one transaction (PostgreSQL's extended
 * query protocol, pipelining). Returns the rows of each statement as arrays of text, as PostgreSQL sends
 * them.
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

  // After an error it is unknown which statements were prepared, so the sender must close the connection.
  handleError(error) {
    this.callback(error);
  }
}

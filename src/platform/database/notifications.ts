import type { Db } from './db.ts';

/** A connection of its own that listens. It does not reconnect. */
export interface Listening {
  /** Resolves if the connection still works. */
  confirm(): Promise<unknown>;
  /** Resolves when the connection has ended, with the reason. */
  ended: Promise<unknown>;
  close(): void;
}

/** Opens a connection that calls back with every notification on these channels (LISTEN). */
export type Listen = (
  channels: readonly string[],
  onNotification: (channel: string, payload: string) => void,
) => Promise<Listening>;

/**
 * Sends a notification over the connections of requests. It reaches listeners of the same database, unless a
 * pooler stands between them and it.
 */
export const notify = (db: Db, channel: string, payload: string) =>
  db.ask({ kind: 'read', text: 'select pg_notify($1, $2)', values: [channel, payload], columns: [] });

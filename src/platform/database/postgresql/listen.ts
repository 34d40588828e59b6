import { Client } from 'pg';
import type { Listen } from '../notifications.ts';

const CONNECT_TIMEOUT_MS = 2_000;

/** Listens at a PostgreSQL server. The address must lead to the server itself: a pooler drops notifications. */
export const listenAt =
  (connectionString: string): Listen =>
  async (channels, onNotification) => {
    const client = new Client({
      connectionString,
      application_name: 'readyroom listen',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    const { promise: ended, resolve: end } = Promise.withResolvers<unknown>();
    client.on('error', end);
    client.on('end', () => end(undefined));
    client.on('notification', ({ channel, payload = '' }) => onNotification(channel, payload));
    const close = () => void client.end().catch(() => {}); // it has ended already
    try {
      await client.connect();
      await client.query(channels.map((channel) => `listen ${client.escapeIdentifier(channel)}`).join('; '));
    } catch (error) {
      close();
      throw error;
    }
    return { confirm: () => client.query('select 1'), ended, close };
  };

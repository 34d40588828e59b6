import type { PGlite } from '@electric-sql/pglite';
import type { Listen } from '../notifications.ts';

/** Listens to the embedded database. It has one connection, which lasts as long as the process. */
export const listenTo =
  (pglite: PGlite): Listen =>
  async (channels, onNotification) => {
    const stops = await Promise.all(
      channels.map((channel) => pglite.listen(channel, (payload) => onNotification(channel, payload))),
    );
    return {
      confirm: async () => {},
      ended: new Promise(() => {}),
      // This fails when the database has been closed before.
      close: () => void Promise.all(stops.map((stop) => stop())).catch(() => {}),
    };
  };

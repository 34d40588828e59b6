import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Clinic } from '../clinic.ts';

/** Something in the server's network that no organization is to reach. It counts who comes, whatever they say. */
export async function openInside(
  answer: RequestListener = (_request, response) => void response.end('inside'),
) {
  const inside = { connections: 0, requests: 0, bytes: 0 };
  const server = createServer((request, response) => {
    inside.requests++;
    answer(request, response);
  });
  server.on('connection', (socket) => {
    inside.connections++;
    socket.on('close', () => (inside.bytes += socket.bytesWritten));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(inside, { port: (server.address() as AddressInfo).port }); // it listens on a port
}

/** What these tests ask of a clinic. */
export function insideOf(clinic: Clinic) {
  /** Writes rows by hand, as an administrator of the database would. */
  async function configure(serverUrl: string) {
    const settings = {
      'jitsi.server_url': serverUrl,
      'jitsi.app_secret': 'the-jitsi-secret-of-practice-1-0123456789',
    };
    for (const row of Object.entries(settings))
      await clinic.em.execute(
        'insert into org_config values (1, ?, ?) on conflict (org_id, config_key) do update set config_value = excluded.config_value',
        row,
      );
  }
  return { configure };
}

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A Jitsi server that answers as it is told to. */
export async function openJitsi() {
  const jitsi = { status: 200 };
  const server = createServer((_request, response) => response.writeHead(jitsi.status).end()).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const close = () => new Promise((done) => server.close(done));
  onTestFinished(() => void close());
  return Object.assign(jitsi, { close, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

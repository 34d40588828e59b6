import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that Linux hands out by itself, or somebody's connection might have it before the server that it is for. */
const FIRST = 10_000;
const LAST = 32_000;

/** A port that nobody listens on, for a server that must come back at the same address. */
export async function freePort(): Promise<number> {
  const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
  const server = createServer().listen(port, '127.0.0.1');
  const isFree = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  if (!isFree) return freePort();
  server.close();
  await once(server, 'close');
  return port;
}

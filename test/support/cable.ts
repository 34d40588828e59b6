import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A network between a browser and a server that can be cut: what is underway then gets no answer, not even a refusal. */
export async function openCable(serverUrl: string) {
  const target = Number(new URL(serverUrl).port);
  const sockets = new Set<Socket>();
  let isCut = false;

  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('data', (chunk) => isCut || other.write(chunk));
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        if (!isCut) other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    cut() {
      isCut = true;
    },
    /** What was underway while it was cut is lost for good. */
    mend() {
      isCut = false;
      for (const socket of sockets) socket.destroy();
    },
  };
}

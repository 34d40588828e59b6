import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A network between a browser and a server that can be cut: what is underway then gets no answer, not even a refusal. */
export async function openCable(serverUrl: string) {
  const target = Number(new URL(serverUrl).port);
  const sockets = new Set<Socket>();
  let isCut = false;
  let generation = 0;

  const server = createServer((client) => {
    const born = generation;
    const upstream = connect(target, '127.0.0.1');
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('data', (chunk) => isCut || born < generation || other.write(chunk));
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        // A server that gives up on what stays silent is not heard either.
        if (!isCut && (socket === client || born === generation)) other.destroy();
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
    /** Only who connects anew gets through. What was open stays silent for ever: nobody is told that it is dead. */
    mendForNewcomers() {
      isCut = false;
      generation++;
    },
  };
}

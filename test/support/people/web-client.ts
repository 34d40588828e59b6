import { createClient } from 'graphql-ws';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { openClient } from '../../../web/src/api/client.ts';
import { openServerClock } from '../../../web/src/api/server-clock.ts';

/** The web client as its pages use it, waiting for a room, in this process. Its socket comes back by itself, as `connection.ts` makes it. */
export async function openWebClient(
  url: string,
  freshToken: () => Promise<string | undefined>,
  appointmentId = '123',
) {
  let subscriptions = 0;
  let connections = 0;
  const socket = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: async () => ({ authorization: `Bearer ${await freshToken()}` }),
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    on: { connected: () => void connections++ },
  });
  const token = String(await freshToken());
  const counted: Pick<typeof socket, 'subscribe' | 'terminate'> = {
    terminate: socket.terminate,
    subscribe(payload, sink) {
      subscriptions++;
      return socket.subscribe(payload, sink);
    },
  };
  const connection = { socket: counted, clock: openServerClock() };
  const client = openClient(`${url}/graphql`, { current: () => token, renew: async () => {} }, connection);
  const heard: (boolean | undefined)[] = [];
  const { unsubscribe } = client
    .subscription<{ roomReady: { ready: boolean } }>(
      'subscription ($id: ID) { roomReady(appointmentId: $id) { appointmentId ready appointment { id status } } }',
      { id: appointmentId },
    )
    .subscribe(({ data, error }) => heard.push(error ? undefined : data?.roomReady.ready));
  onTestFinished(async () => {
    unsubscribe();
    await socket.dispose();
  });
  return {
    /** What it was told, one after the other; undefined for an error. */
    heard,
    /** How often it has asked for the stream. */
    subscriptions: () => subscriptions,
    /** How often its socket was let in. */
    connections: () => connections,
  };
}

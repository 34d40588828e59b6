import { createClient, type Client as Socket } from 'graphql-ws';
import { waitBefore } from './come-back.ts';

export type ConnectionState = 'connecting' | 'connected' | 'lost';

export interface Connection {
  socket: Socket;
  state(): ConnectionState;
  /** Calls back whenever the state changes, until the returned function is called. */
  listen(callback: () => void): () => void;
  close(): void;
}

/** How often the server is asked whether it is still there, and how long it may take to answer, in milliseconds. */
const ASK_EVERY = 10_000;
const PATIENCE = 4_000;

/**
 * One WebSocket (graphql-transport-ws) that comes back by itself: after a lost network, a restarted server, a sleeping tab, a
 * token that ended. Whoever waits for a room must not have to reload.
 */
export function openConnection(url: string, token: () => Promise<string>): Connection {
  let state: ConnectionState = 'connecting';
  const listeners = new Set<() => void>();
  const change = (next: ConnectionState) => {
    if (state === next) return;
    state = next;
    for (const listener of listeners) listener();
  };

  let unanswered: ReturnType<typeof setTimeout> | undefined;
  let lastHeard = Date.now();
  const socket = createClient({
    url: url.replace(/^http/, 'ws'),
    connectionParams: async () => ({ authorization: `Bearer ${await token()}` }),
    keepAlive: ASK_EVERY,
    // From page to page it stays open.
    lazyCloseTimeout: 2_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: soonOrWhenBack,
    on: {
      connected: () => change('connected'),
      message: () => {
        lastHeard = Date.now();
      },
      closed: (event) => {
        clearTimeout(unanswered);
        // Nobody is listening any more, so it was closed on purpose.
        change(event instanceof CloseEvent && event.code === 1000 ? 'connecting' : 'lost');
      },
      ping: (received) => {
        if (!received) unanswered = setTimeout(() => socket.terminate(), PATIENCE);
      },
      pong: (received) => {
        if (received) clearTimeout(unanswered);
      },
    },
  });

  // A network that is gone is known at once, before any question remains unanswered.
  const hangUp = () => socket.terminate();
  // A tab that was asleep for longer than the server is ever silent has lost its connection, whether it knows it or not.
  const wakeUp = () =>
    !document.hidden && Date.now() - lastHeard > ASK_EVERY + PATIENCE && socket.terminate();
  window.addEventListener('offline', hangUp);
  document.addEventListener('visibilitychange', wakeUp);
  return {
    socket,
    state: () => state,
    listen(callback) {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    close() {
      window.removeEventListener('offline', hangUp);
      document.removeEventListener('visibilitychange', wakeUp);
      void socket.dispose();
    },
  };
}

/** At once when the network is back, or the person. */
async function soonOrWhenBack(retries: number) {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, waitBefore(retries));
    window.addEventListener('online', done);
    document.addEventListener('visibilitychange', done);
    function done() {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      document.removeEventListener('visibilitychange', done);
      resolve();
    }
  });
}

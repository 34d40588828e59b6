import { createClient, type Client as Socket } from 'graphql-ws';
import { reconnectDelayMs } from './reconnect-delay.ts';
import { openServerClock, type ServerClock } from './server-clock.ts';

export type ConnectionState = 'connecting' | 'connected' | 'lost';

export interface Connection {
  socket: Socket;
  clock: ServerClock;
  state(): ConnectionState;
  /** Calls back whenever the state changes, until the returned function is called. */
  listen(callback: () => void): () => void;
  /** Something got no answer. Until the returned function is called, the connection counts as lost. */
  missAnswer(): () => void;
  close(): void;
}

const PING_EVERY_MS = 10_000;
const PONG_TIMEOUT_MS = 4_000;
/** The socket stays open between two pages that subscribe. */
const IDLE_CLOSE_MS = 2_000;

/**
 * One WebSocket (graphql-transport-ws) that reconnects after a lost network, a restarted server, a sleeping
 * tab or an expired token. Patients in the waiting room must not have to reload.
 */
export function openConnection(url: string, token: () => Promise<string>): Connection {
  let state: ConnectionState = 'connecting';
  const listeners = new Set<() => void>();
  const tellListeners = () => {
    for (const listener of listeners) listener();
  };
  const change = (next: ConnectionState) => {
    if (state === next) return;
    state = next;
    tellListeners();
  };
  const missing = new Set<symbol>();

  let pongTimeout: ReturnType<typeof setTimeout> | undefined;
  let lastMessageAt = Date.now();
  const socket = createClient({
    url: url.replace(/^http/, 'ws'),
    connectionParams: async () => ({ authorization: `Bearer ${await token()}` }),
    keepAlive: PING_EVERY_MS,
    lazyCloseTimeout: IDLE_CLOSE_MS,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: waitBeforeRetry,
    on: {
      connected: () => change('connected'),
      message: () => {
        lastMessageAt = Date.now();
      },
      closed: (event) => {
        clearTimeout(pongTimeout);
        // 1000: we closed it ourselves, because nothing subscribes any more.
        change(event instanceof CloseEvent && event.code === 1000 ? 'connecting' : 'lost');
      },
      ping: (received) => {
        if (!received) pongTimeout = setTimeout(() => socket.terminate(), PONG_TIMEOUT_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(pongTimeout);
      },
    },
  });

  // The browser reports a lost network earlier than a ping would.
  const onOffline = () => socket.terminate();
  // The server is never silent for this long, so the connection died while the tab slept.
  const onVisibilityChange = () =>
    !document.hidden && Date.now() - lastMessageAt > PING_EVERY_MS + PONG_TIMEOUT_MS && socket.terminate();
  window.addEventListener('offline', onOffline);
  document.addEventListener('visibilitychange', onVisibilityChange);
  return {
    socket,
    clock: openServerClock(),
    state: () => (missing.size > 0 ? 'lost' : state),
    listen(callback) {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    missAnswer() {
      const answer = Symbol('answer');
      missing.add(answer);
      tellListeners();
      return () => {
        missing.delete(answer);
        tellListeners();
      };
    },
    close() {
      window.removeEventListener('offline', onOffline);
      document.removeEventListener('visibilitychange', onVisibilityChange);
      void socket.dispose();
    },
  };
}

/** Ends early when the network is back or the tab is shown again. */
async function waitBeforeRetry(retries: number) {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, reconnectDelayMs(retries));
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

import type { WebSocket } from '@fastify/websocket';
import { CloseCode } from 'graphql-ws';
import { openTimerWheel } from './timer-wheel.ts';

/** From the opening of the connection to its `connection_init` message. */
const INIT_TIMEOUT_MS = 3_000;
/** With PONG_TIMEOUT_MS and the wheel's delays, a dead connection is terminated within 30 s. */
const IDLE_BEFORE_PING_MS = 20_000;
const PONG_TIMEOUT_MS = 7_000;

/** Controls the checks of one connection. */
export interface Watch {
  /** Call it when the client has started to authenticate, to stop the initialisation timeout. */
  introduced(): void;
  /** Closes the connection when the caller's token expires. */
  expires(at: Date): void;
}

/**
 * Monitors connections. Closes those that do not authenticate in time (4408) or whose token has expired
 * (4403), and terminates those that do not answer a ping. Each check reads the system time again, because it
 * may be adjusted while a token is valid.
 */
export function monitorLiveness() {
  const wheel = openTimerWheel();
  return (socket: WebSocket): Watch => {
    let isIntroduced = false;
    let expiresAt = Number.POSITIVE_INFINITY;
    let lastActivity = performance.now();
    let isPinged = false;

    function check() {
      if (!isIntroduced)
        return socket.close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout');
      if (Date.now() >= expiresAt) return socket.close(CloseCode.Forbidden, 'Token expired');
      const silence = performance.now() - lastActivity;
      if (isPinged) return socket.terminate();
      isPinged = silence >= IDLE_BEFORE_PING_MS;
      if (isPinged) socket.ping();
      checkAgainIn(isPinged ? PONG_TIMEOUT_MS : IDLE_BEFORE_PING_MS - silence);
    }
    const checkAgainIn = (milliseconds: number) => {
      cancel = wheel.in(Math.min(milliseconds, expiresAt - Date.now()), check);
    };
    const onActivity = () => {
      lastActivity = performance.now();
      isPinged = false;
    };

    let cancel = () => {};
    checkAgainIn(INIT_TIMEOUT_MS);
    socket.on('message', onActivity);
    socket.on('pong', onActivity);
    socket.once('close', () => cancel());
    return {
      introduced() {
        isIntroduced = true;
      },
      expires(at) {
        expiresAt = at.getTime();
        cancel();
        checkAgainIn(IDLE_BEFORE_PING_MS);
      },
    };
  };
}

import type { WebSocket } from '@fastify/websocket';
import { CloseCode } from 'graphql-ws';
import { openTimerWheel } from './timer-wheel.ts';

/**
 * How long a client may take to say who it is, be silent before it is asked whether it is there, and then to answer; in milliseconds. With
 * the seconds that a wheel takes besides, nobody is taken for present who has been gone for half a minute.
 */
const INIT_TIMEOUT_MS = 3_000;
const IDLE_BEFORE_PING_MS = 20_000;
const PONG_TIMEOUT_MS = 8_000;

/** One connection, as it is watched over. */
export interface Watch {
  /** Its client is about to say who it is. */
  introduced(): void;
  /** It ends when its caller's token does. */
  expires(at: Date): void;
}

/**
 * Closes connections whose caller's token has ended, and those whose clients never say who they are, or are not there any more. The
 * clock that tokens go by may be set meanwhile: with each look it is read anew.
 */
export function monitorLiveness() {
  const wheel = openTimerWheel();
  return (socket: WebSocket): Watch => {
    let isIntroduced = false;
    let expiresAt = Number.POSITIVE_INFINITY;
    let lastHeard = performance.now();
    let isAsked = false;

    function look() {
      if (!isIntroduced)
        return socket.close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout');
      if (Date.now() >= expiresAt) return socket.close(CloseCode.Forbidden, 'Token expired');
      const silence = performance.now() - lastHeard;
      if (silence >= IDLE_BEFORE_PING_MS && isAsked) return socket.terminate();
      isAsked = silence >= IDLE_BEFORE_PING_MS;
      if (isAsked) socket.ping();
      lookAgainIn(isAsked ? PONG_TIMEOUT_MS : IDLE_BEFORE_PING_MS - silence);
    }
    const lookAgainIn = (milliseconds: number) => {
      cancel = wheel.in(Math.min(milliseconds, expiresAt - Date.now()), look);
    };
    const hear = () => {
      lastHeard = performance.now();
    };

    let cancel = () => {};
    lookAgainIn(INIT_TIMEOUT_MS);
    socket.on('message', hear);
    socket.on('pong', hear);
    socket.once('close', () => cancel());
    return {
      introduced() {
        isIntroduced = true;
      },
      expires(at) {
        expiresAt = at.getTime();
        cancel();
        lookAgainIn(IDLE_BEFORE_PING_MS);
      },
    };
  };
}

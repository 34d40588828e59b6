import { linkToken } from './link-token.ts';

/** A connection to the server for as long as this page is in the visit. */
export interface VisitSocket {
  send(message: object): void;
  /** Authenticates the connection with the page's token, which is a fresh one. */
  renew(until: Date): void;
  close(): void;
}

/** `withdrawn`: the visit is somebody else's now. */
export type SocketEnd = 'takenOver' | 'expired' | 'ended' | 'withdrawn';

interface Options {
  roomName: string;
  /** `signal` is the practice room's. `watch` only tells of the end. */
  kind: 'signal' | 'watch';
  /** When the page's token expires. */
  until: Date;
  onOpen?(): void;
  onMessage?(message: unknown): void;
  /** The connection is lost and will be opened again. */
  onLost?(): void;
  /** The connection is closed for good. */
  onEnd(reason: SocketEnd): void;
}

const EXPIRED = 4403;
const TAKEN_OVER = 4409;
const GONE = 4410;
/** The reason beside 4410 where the visit is somebody else's. */
const WITHDRAWN = 'WITHDRAWN';
/** There are too many connections, of this person or in all. */
const TRY_AGAIN_LATER = 1013;
const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 8_000;

/** Connects, and reconnects whenever the connection is lost. */
export function openVisitSocket(options: Options): VisitSocket {
  const { onOpen, onMessage, onLost, onEnd } = options;
  let attempts = 0;
  let expiresAt = options.until;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  let socket = connect();

  function connect() {
    const socket = new WebSocket(addressOf(options));
    socket.onopen = () => {
      attempts = 0;
      onOpen?.();
    };
    socket.onmessage = ({ data }) => onMessage?.(JSON.parse(data));
    socket.onclose = onClose;
    return socket;
  }

  function onClose({ code, reason }: CloseEvent) {
    if (isOver) return;
    if (code === TAKEN_OVER) return onEnd('takenOver');
    if (code === GONE) return onEnd(reason === WITHDRAWN ? 'withdrawn' : 'ended');
    // The browser hides why a handshake was refused. After this time it is the expired token.
    if (code === EXPIRED || Date.now() >= expiresAt.getTime()) return onEnd('expired');
    onLost?.();
    // Random, so that clients do not reconnect all at once.
    const longestMs = code === TRY_AGAIN_LATER ? MAX_RETRY_MS : FIRST_RETRY_MS * 2 ** attempts++;
    const delayMs = Math.min(longestMs, MAX_RETRY_MS) * (0.75 + Math.random() / 2);
    retryTimer = setTimeout(() => {
      socket = connect();
    }, delayMs);
  }

  return {
    send(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    renew(renewedUntil) {
      expiresAt = renewedUntil;
      const message = { type: 'token', token: linkToken() };
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    close() {
      isOver = true;
      clearTimeout(retryTimer);
      socket.close();
    },
  };
}

/** Each connection names the token that the page has by then. */
function addressOf({ roomName, kind }: Options) {
  const url = new URL(`/meet/${encodeURIComponent(roomName)}/${kind}`, window.location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  url.searchParams.set('jwt', linkToken() ?? '');
  return url.href;
}

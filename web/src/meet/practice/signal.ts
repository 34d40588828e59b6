import { linkToken } from '../link-token.ts';

/** Signalling over the server, until the two browsers have a connection of their own. */
export interface Signal {
  send(message: OutgoingSignal): void;
  /** Authenticates the connection with the page's token, which is a fresh one. */
  renew(until: Date): void;
  close(): void;
}

export type PeerSignal = { description: RTCSessionDescriptionInit } | { candidate: RTCIceCandidateInit };
export type OutgoingSignal = { call: number } & (
  | { type: 'description'; description: RTCSessionDescription }
  | { type: 'candidate'; candidate: RTCIceCandidate }
);
/** As practice-room-signal.ts of the server sends them. */
export type IncomingSignal =
  | { type: 'here'; call: number; name: string }
  | { type: 'gone' }
  | ({ type: 'description' | 'candidate'; call: number } & PeerSignal);

interface Listener {
  onOpen(): void;
  onMessage(message: IncomingSignal): void;
  /** The connection is lost and will be opened again. */
  onLost(): void;
  /** The connection is closed for good. */
  onEnd(reason: 'takenOver' | 'expired' | 'ended'): void;
}

const EXPIRED = 4403;
const TAKEN_OVER = 4409;
const GONE = 4410;
/** There are too many connections, of this person or in all. */
const TRY_AGAIN_LATER = 1013;
const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 8_000;

/** Connects, and reconnects whenever the connection is lost. `until` is when the page's token expires. */
export function openSignal(
  roomName: string,
  until: Date,
  { onOpen, onMessage, onLost, onEnd }: Listener,
): Signal {
  let attempts = 0;
  let expiresAt = until;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  let socket = connect();

  function connect() {
    const socket = new WebSocket(addressOf(roomName));
    socket.onopen = () => {
      attempts = 0;
      onOpen();
    };
    // Trusted: the server is the one that sent this page.
    socket.onmessage = ({ data }) => onMessage(JSON.parse(data) as IncomingSignal);
    socket.onclose = ({ code }) => onClose(code);
    return socket;
  }

  function onClose(code: number) {
    if (isOver) return;
    if (code === TAKEN_OVER) return onEnd('takenOver');
    if (code === GONE) return onEnd('ended');
    // The browser hides why a handshake was refused. After this time it is the expired token.
    if (code === EXPIRED || Date.now() >= expiresAt.getTime()) return onEnd('expired');
    onLost();
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
function addressOf(roomName: string) {
  const url = new URL(`/meet/${encodeURIComponent(roomName)}/signal`, window.location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  url.searchParams.set('jwt', linkToken() ?? '');
  return url.href;
}

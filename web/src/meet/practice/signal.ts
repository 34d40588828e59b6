/** The way over the server to the other browser, until the two have one of their own. */
export interface Signal {
  send(message: OutgoingSignal): void;
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
  /** It will come back by itself. */
  onLost(): void;
  /** It will not. */
  onEnd(ending: 'takenOver' | 'expired'): void;
}

const EXPIRED = 4403;
const TAKEN_OVER = 4409;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;

/** Connects, and connects again whenever the connection is lost: a restarted server, a train in a tunnel. */
export function openSignal(url: string, until: Date, { onOpen, onMessage, onLost, onEnd }: Listener): Signal {
  let attempts = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  let socket = connect();

  function connect() {
    const socket = new WebSocket(url);
    socket.onopen = () => {
      attempts = 0;
      onOpen();
    };
    // The server is the one this page came from.
    socket.onmessage = ({ data }) => onMessage(JSON.parse(data) as IncomingSignal);
    socket.onclose = ({ code }) => lose(code);
    return socket;
  }

  function lose(code: number) {
    if (isOver) return;
    if (code === TAKEN_OVER) return onEnd('takenOver');
    // A refused handshake has no code of its own, and an expired token is refused.
    if (code === EXPIRED || Date.now() >= until.getTime()) return onEnd('expired');
    onLost();
    // Not everybody at the same moment.
    const wait = Math.min(FIRST_PAUSE_MS * 2 ** attempts++, LONGEST_PAUSE_MS) * (0.75 + Math.random() / 2);
    pause = setTimeout(() => {
      socket = connect();
    }, wait);
  }

  return {
    send(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    close() {
      isOver = true;
      clearTimeout(pause);
      socket.close();
    },
  };
}

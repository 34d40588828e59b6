import type { PeerSignal } from './signal.ts';
import { readWord, type Word } from './word.ts';

interface Options {
  /** Gives way when both make an offer at once; the other is the one who sets the call up. */
  isPolite: boolean;
  tracks: Tracks;
  onDescription(description: RTCSessionDescription): void;
  onCandidate(candidate: RTCIceCandidate): void;
  onStream(stream: MediaStream): void;
  onConnected(isConnected: boolean): void;
  onWord(word: Word): void;
  /** From now on words arrive. */
  onReady(): void;
}

export interface Tracks {
  audio: MediaStreamTrack | null;
  video: MediaStreamTrack | null;
}

export type Peer = ReturnType<typeof openPeer>;

/** One call with one other browser, by the perfect negotiation of WebRTC 1.0 (§10.7). A new call is a new peer. */
export function openPeer({
  isPolite,
  tracks,
  onDescription,
  onCandidate,
  onStream,
  onConnected,
  onWord,
  onReady,
}: Options) {
  // No STUN or TURN: the practice room is for one machine or one network.
  const connection = new RTCPeerConnection({ iceServers: [] });
  const stream = new MediaStream();
  let words: RTCDataChannel | undefined;
  let isOffering = false;
  let isTakingAnswer = false;
  let hasIgnoredOffer = false;

  connection.onicecandidate = ({ candidate }) => candidate && onCandidate(candidate);
  connection.onconnectionstatechange = () => {
    const { connectionState } = connection;
    // Both would see it fail at once, and Chromium does not survive two restarts that meet.
    if (connectionState === 'failed' && !isPolite) connection.restartIce();
    if (connectionState === 'connected') onConnected(true);
    if (connectionState === 'disconnected' || connectionState === 'failed') onConnected(false);
  };
  connection.onnegotiationneeded = async () => {
    isOffering = true;
    await describe().finally(() => {
      isOffering = false;
    });
  };
  connection.ontrack = ({ track, transceiver }) => {
    stream.addTrack(track);
    onStream(stream);
    if (!isPolite) return;
    transceiver.direction = 'sendrecv';
    void transceiver.sender.replaceTrack(tracks[kindOf(track)]);
  };
  connection.ondatachannel = ({ channel }) => listen(channel);

  // One side sets up everything, sent or not yet: turning a camera on later is then no new negotiation.
  if (!isPolite) {
    connection.addTransceiver(tracks.audio ?? 'audio', { direction: 'sendrecv' });
    connection.addTransceiver(tracks.video ?? 'video', { direction: 'sendrecv' });
    listen(connection.createDataChannel('words'));
  }

  function listen(channel: RTCDataChannel) {
    words = channel;
    channel.onopen = onReady;
    channel.onmessage = ({ data }) => {
      const word = readWord(data);
      if (word) onWord(word);
    };
  }

  /** An offer or an answer, whichever is due. */
  async function describe() {
    if (isClosed()) return;
    await connection.setLocalDescription();
    if (connection.localDescription) onDescription(connection.localDescription);
  }

  async function takeDescription(description: RTCSessionDescriptionInit) {
    const isReady = !isOffering && (connection.signalingState === 'stable' || isTakingAnswer);
    hasIgnoredOffer = description.type === 'offer' && !isReady && !isPolite;
    if (hasIgnoredOffer) return;
    isTakingAnswer = description.type === 'answer';
    await connection.setRemoteDescription(description).finally(() => {
      isTakingAnswer = false;
    });
    if (description.type === 'offer') await describe();
  }

  async function takeCandidate(candidate: RTCIceCandidateInit) {
    await connection.addIceCandidate(candidate).catch((error: unknown) => {
      // It belongs to the offer that was not taken.
      if (!hasIgnoredOffer) throw error;
    });
  }

  const isClosed = () => connection.signalingState === 'closed';

  return {
    connection,
    async take(signal: PeerSignal) {
      try {
        await ('description' in signal
          ? takeDescription(signal.description)
          : takeCandidate(signal.candidate));
      } catch (error) {
        // Whatever was under way when the call ended does not matter any more.
        if (!isClosed()) throw error;
      }
    },
    send(kind: keyof Tracks, track: MediaStreamTrack | null) {
      tracks[kind] = track;
      const sender = connection
        .getTransceivers()
        .find(({ receiver }) => kindOf(receiver.track) === kind)?.sender;
      void sender?.replaceTrack(track);
    },
    say(word: Word) {
      if (words?.readyState === 'open') words.send(JSON.stringify(word));
    },
    close: () => connection.close(),
  };
}

const kindOf = (track: MediaStreamTrack) => (track.kind === 'audio' ? 'audio' : 'video');

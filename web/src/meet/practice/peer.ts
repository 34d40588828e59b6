import { type PeerMessage, parsePeerMessage } from './peer-message.ts';
import type { PeerSignal } from './signal.ts';

interface Options {
  /** Yields when both make an offer at once. The impolite peer sets the call up. */
  isPolite: boolean;
  tracks: Tracks;
  onDescription(description: RTCSessionDescription): void;
  onCandidate(candidate: RTCIceCandidate): void;
  onStream(stream: MediaStream): void;
  onConnected(isConnected: boolean): void;
  onMessage(message: PeerMessage): void;
  /** Messages can be sent from now on. */
  onReady(): void;
}

export interface Tracks {
  audio: MediaStreamTrack | null;
  video: MediaStreamTrack | null;
}

export type Peer = ReturnType<typeof openPeer>;

/** One call with one other browser, by perfect negotiation (WebRTC 1.0, §10.7). A new call is a new peer. */
export function openPeer({
  isPolite,
  tracks,
  onDescription,
  onCandidate,
  onStream,
  onConnected,
  onMessage,
  onReady,
}: Options) {
  // No STUN or TURN: the practice room works on one machine or one network.
  const connection = new RTCPeerConnection({ iceServers: [] });
  const stream = new MediaStream();
  let messages: RTCDataChannel | undefined;
  let isOffering = false;
  let isTakingAnswer = false;
  let hasIgnoredOffer = false;

  connection.onicecandidate = ({ candidate }) => candidate && onCandidate(candidate);
  // Of ICE, since Firefox before 113 does not tell the state of the whole connection.
  connection.oniceconnectionstatechange = () => {
    const { iceConnectionState: state } = connection;
    // Both peers see the failure at once, and Chromium breaks when both restart ICE.
    if (state === 'failed' && !isPolite) connection.restartIce();
    if (state === 'connected' || state === 'completed') onConnected(true);
    if (state === 'disconnected' || state === 'failed') onConnected(false);
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

  // One side adds both transceivers, even without tracks: a camera can later start without a negotiation.
  if (!isPolite) {
    connection.addTransceiver(tracks.audio ?? 'audio', { direction: 'sendrecv' });
    connection.addTransceiver(tracks.video ?? 'video', { direction: 'sendrecv' });
    listen(connection.createDataChannel('messages'));
  }

  function listen(channel: RTCDataChannel) {
    messages = channel;
    channel.onopen = onReady;
    channel.onmessage = ({ data }) => {
      const message = parsePeerMessage(data);
      if (message) onMessage(message);
    };
  }

  /** Sends an offer or an answer, as the signalling state requires. */
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
      // The candidate belongs to the ignored offer.
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
        // The call ended while this was under way.
        if (!isClosed()) throw error;
      }
    },
    setTrack(kind: keyof Tracks, track: MediaStreamTrack | null) {
      tracks[kind] = track;
      const sender = connection
        .getTransceivers()
        .find(({ receiver }) => kindOf(receiver.track) === kind)?.sender;
      void sender?.replaceTrack(track);
    },
    send(message: PeerMessage) {
      if (messages?.readyState === 'open') messages.send(JSON.stringify(message));
    },
    close: () => connection.close(),
  };
}

const kindOf = (track: MediaStreamTrack) => (track.kind === 'audio' ? 'audio' : 'video');

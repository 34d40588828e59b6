import type { Device } from '../../devices/chosen-device.ts';
import type { PracticeFacts } from '../facts.ts';
import type { EndReason } from '../MeetingEnded.tsx';
import { openVisitSocket, type VisitSocket } from '../visit-socket.ts';
import { LocalMedia } from './local-media.ts';
import type { MeetingState, OtherPerson } from './meeting-state.ts';
import { openPeer, type Peer } from './peer.ts';
import type { PeerMessage } from './peer-message.ts';
import { watchQuality } from './quality.ts';
import type { IncomingSignal, OutgoingSignal } from './signal.ts';

/** A meeting in the practice room, from entering to leaving: signalling, call, and the page's state. */
export class MeetingClient {
  readonly #facts: PracticeFacts;
  readonly #listeners = new Set<() => void>();
  readonly #local = new LocalMedia(() => this.#publish());
  #state: MeetingState = {
    phase: 'preparing',
    isReconnecting: false,
    isWeak: false,
    media: this.#local.media,
    problems: {},
    video: null,
    messages: [],
  };
  #signal: VisitSocket | undefined;
  #peer: Peer | undefined;
  #stopWatching = () => {};

  #until: Date;

  constructor(facts: PracticeFacts, until: Date) {
    this.#facts = facts;
    this.#until = until;
  }

  read = () => this.#state;
  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async enter() {
    await this.#local.start();
    if (this.#state.phase !== 'preparing') return;
    this.#change({ phase: 'connecting' });
    this.#signal = openVisitSocket({
      roomName: this.#facts.roomName,
      kind: 'signal',
      until: this.#until,
      onOpen: () => this.#change({ phase: 'in', isReconnecting: false }),
      // Trusted: the server is the one that sent this page.
      onMessage: (message) => this.#onSignal(message as IncomingSignal),
      onLost: () => this.#change({ isReconnecting: true }),
      onEnd: (reason) => this.leave(reason),
    });
  }

  /** The page has a fresh token. The call goes on meanwhile. */
  renew(until: Date) {
    this.#until = until;
    this.#signal?.renew(until);
  }

  leave(reason: EndReason = 'left') {
    this.#signal?.close();
    this.#endCall();
    this.#local.stop();
    this.#change({ phase: reason });
  }

  toggle = (device: Device) => void this.#local.toggle(device);
  toggleScreen = () => void this.#local.toggleScreen();
  retry = () => void this.#local.retry();

  write(text: string) {
    this.#peer?.send({ type: 'chat', text });
    this.#addMessage(text, true);
  }

  dismissProblems() {
    this.#local.problems = {};
    this.#publish();
  }

  #onSignal(message: IncomingSignal) {
    if (message.type === 'here') this.#startCall(message.call, message.name);
    else if (message.type === 'gone') {
      this.#endCall();
      this.#changeOther({ isHere: false, connection: 'connecting' });
    } else void this.#peer?.take(message);
  }

  /** The other person has entered, or entered again: their browser knows nothing of an earlier call. */
  #startCall(call: number, name: string) {
    this.#endCall();
    // Assumed until the other browser says otherwise.
    const media = { microphone: true, camera: true, screen: false };
    this.#change({ other: { name, isHere: true, connection: 'connecting', media } });
    this.#peer = openPeer({
      isPolite: !this.#facts.moderator,
      tracks: { audio: this.#local.audio, video: this.#local.video },
      onDescription: (description) => this.#send({ type: 'description', call, description }),
      onCandidate: (candidate) => this.#send({ type: 'candidate', call, candidate }),
      onStream: (stream) => this.#changeOther({ stream }),
      onConnected: (isConnected) =>
        this.#changeOther({ connection: isConnected ? 'connected' : 'interrupted' }),
      onMessage: (message) => this.#onPeerMessage(message),
      onReady: () => this.#publish(),
    });
    this.#stopWatching = watchQuality(this.#peer.connection, (isWeak) => this.#change({ isWeak }));
  }

  #send(signal: OutgoingSignal) {
    this.#signal?.send(signal);
  }

  #endCall() {
    this.#stopWatching();
    this.#peer?.close();
    this.#peer = undefined;
    this.#change({ isWeak: false });
  }

  #onPeerMessage(message: PeerMessage) {
    if (message.type === 'chat') this.#addMessage(message.text, false);
    else this.#changeOther({ media: message });
  }

  #addMessage(text: string, isOwn: boolean) {
    const { messages } = this.#state;
    this.#change({ messages: [...messages, { id: messages.length, isOwn, text }] });
  }

  /** Sends the tracks and their state to the other browser, and shows them on this page. */
  #publish() {
    const { audio, video, media, problems } = this.#local;
    this.#peer?.setTrack('audio', audio);
    this.#peer?.setTrack('video', video);
    this.#peer?.send({ type: 'shows', ...media });
    this.#change({ media, problems, video });
  }

  #changeOther(change: Partial<OtherPerson>) {
    const { other } = this.#state;
    if (other) this.#change({ other: { ...other, ...change } });
  }

  #change(change: Partial<MeetingState>) {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

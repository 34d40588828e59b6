import type { Device } from '../../devices/chosen-device.ts';
import type { PracticeFacts } from '../facts.ts';
import type { Ending } from '../Over.tsx';
import { OwnMedia } from './own-media.ts';
import { openPeer, type Peer } from './peer.ts';
import { watchQuality } from './quality.ts';
import { type IncomingSignal, openSignal, type Signal } from './signal.ts';
import type { Other, VisitState } from './visit-state.ts';
import type { Word } from './word.ts';

/** One stay in the practice room: the way to the other browser, the call with it, and what the page shows of it all. */
export class Visit {
  readonly #facts: PracticeFacts;
  readonly #listeners = new Set<() => void>();
  readonly #own = new OwnMedia(() => this.#show());
  #state: VisitState = {
    phase: 'preparing',
    isReconnecting: false,
    isWeak: false,
    shows: this.#own.shows,
    problems: {},
    picture: null,
    messages: [],
  };
  #signal: Signal | undefined;
  #peer: Peer | undefined;
  #stopWatching = () => {};

  constructor(facts: PracticeFacts) {
    this.#facts = facts;
  }

  read = () => this.#state;
  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async enter() {
    await this.#own.start();
    if (this.#state.phase !== 'preparing') return;
    this.#change({ phase: 'connecting' });
    const { search, href } = window.location;
    const url = new URL(
      `/meet/${encodeURIComponent(this.#facts.roomName)}/signal${search}`,
      href.replace(/^http/, 'ws'),
    );
    this.#signal = openSignal(url.href, new Date(this.#facts.until), {
      onOpen: () => this.#change({ phase: 'in', isReconnecting: false }),
      onMessage: (message) => this.#hear(message),
      onLost: () => this.#change({ isReconnecting: true }),
      onEnd: (ending) => this.leave(ending),
    });
  }

  leave(ending: Ending = 'left') {
    this.#signal?.close();
    this.#endCall();
    this.#own.stop();
    this.#change({ phase: ending });
  }

  toggle = (device: Device) => void this.#own.toggle(device);
  toggleScreen = () => void this.#own.toggleScreen();
  retry = () => void this.#own.retry();

  write(text: string) {
    this.#peer?.say({ type: 'chat', text });
    this.#addMessage(text, true);
  }

  dismissProblems() {
    this.#own.problems = {};
    this.#show();
  }

  #hear(message: IncomingSignal) {
    if (message.type === 'here') this.#call(message.call, message.name);
    else if (message.type === 'gone') {
      this.#endCall();
      this.#changeOther({ isHere: false, connection: 'coming' });
    } else void this.#peer?.take(message);
  }

  /** The other has come, or come again, and knows nothing of an earlier call. */
  #call(call: number, name: string) {
    this.#endCall();
    // Until they say otherwise.
    const shows = { microphone: true, camera: true, screen: false };
    this.#change({ other: { name, isHere: true, connection: 'coming', shows } });
    this.#peer = openPeer({
      isPolite: !this.#facts.moderator,
      tracks: { audio: this.#own.audio, video: this.#own.video },
      onDescription: (description) => this.#signal?.send({ type: 'description', call, description }),
      onCandidate: (candidate) => this.#signal?.send({ type: 'candidate', call, candidate }),
      onStream: (stream) => this.#changeOther({ stream }),
      onConnected: (isConnected) => this.#changeOther({ connection: isConnected ? 'open' : 'broken' }),
      onWord: (word) => this.#listen(word),
      onReady: () => this.#show(),
    });
    this.#stopWatching = watchQuality(this.#peer.connection, (isWeak) => this.#change({ isWeak }));
  }

  #endCall() {
    this.#stopWatching();
    this.#peer?.close();
    this.#peer = undefined;
    this.#change({ isWeak: false });
  }

  #listen(word: Word) {
    if (word.type === 'chat') this.#addMessage(word.text, false);
    else this.#changeOther({ shows: word });
  }

  #addMessage(text: string, isOwn: boolean) {
    const { messages } = this.#state;
    this.#change({ messages: [...messages, { id: messages.length, isOwn, text }] });
  }

  /** Brings the other side, and this page, up to date with what there is to hear and to see. */
  #show() {
    const { audio, video, shows, problems } = this.#own;
    this.#peer?.send('audio', audio);
    this.#peer?.send('video', video);
    this.#peer?.say({ type: 'shows', ...shows });
    this.#change({ shows, problems, picture: video });
  }

  #changeOther(change: Partial<Other>) {
    const { other } = this.#state;
    if (other) this.#change({ other: { ...other, ...change } });
  }

  #change(change: Partial<VisitState>) {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

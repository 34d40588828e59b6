import type { Device } from '../../devices/chosen-device.ts';
import {
  type Obtained,
  obtainBoth,
  obtainOne,
  obtainScreen,
  type Problem,
} from '../../devices/obtain-media.ts';
import type { Shows } from './word.ts';

export type Problems = Partial<Record<Device, Problem | undefined>>;

/** What this side has to be heard and seen by, and to turn on and off. */
export class OwnMedia {
  readonly #tracks: Partial<Record<Device | 'screen', MediaStreamTrack>> = {};
  readonly #onChange: () => void;
  #isAsking = false;
  #isOver = false;
  problems: Problems = {};

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get audio() {
    return this.#tracks.microphone ?? null;
  }

  get video() {
    return this.#tracks.screen ?? this.#tracks.camera ?? null;
  }

  get shows(): Shows {
    const { microphone, camera, screen } = this.#tracks;
    return { microphone: microphone?.enabled === true, camera: Boolean(camera), screen: Boolean(screen) };
  }

  async start() {
    const { microphone, camera } = await obtainBoth();
    this.#take('microphone', microphone);
    this.#take('camera', camera);
  }

  /** Off, the camera is let go, and its light goes out. A muted microphone is kept, to be back at once. */
  async toggle(device: Device) {
    const track = this.#tracks[device];
    if (!track) return this.#ask(async () => this.#take(device, await obtainOne(device)));
    if (device === 'microphone') track.enabled = !track.enabled;
    else this.#drop(device);
    this.#onChange();
  }

  /** Once more for whatever failed. */
  retry() {
    const { camera, microphone } = this.problems;
    return camera && microphone
      ? this.#ask(() => this.start())
      : this.toggle(camera ? 'camera' : 'microphone');
  }

  async toggleScreen() {
    if (!this.#tracks.screen) return this.#ask(async () => this.#keep('screen', await obtainScreen()));
    this.#drop('screen');
    this.#onChange();
  }

  stop() {
    this.#isOver = true;
    for (const source of ['microphone', 'camera', 'screen'] as const) this.#drop(source);
  }

  /** One question at a time: an impatient second click asks nothing. */
  async #ask(question: () => Promise<void>) {
    if (this.#isAsking) return;
    this.#isAsking = true;
    await question().finally(() => {
      this.#isAsking = false;
    });
  }

  #take(device: Device, { track, problem }: Obtained) {
    this.problems = { ...this.problems, [device]: problem };
    this.#keep(device, track);
    this.#onChange();
  }

  #keep(source: Device | 'screen', track: MediaStreamTrack | undefined) {
    if (!track) return;
    // The person left while the browser was still asking.
    if (this.#isOver) return track.stop();
    this.#tracks[source] = track;
    // Unplugged, taken back in the browser's settings, or ended with the browser's own button for a shared screen.
    track.onended = () => {
      this.#drop(source);
      if (source !== 'screen') this.problems = { ...this.problems, [source]: 'missing' };
      this.#onChange();
    };
    this.#onChange();
  }

  #drop(source: Device | 'screen') {
    this.#tracks[source]?.stop();
    delete this.#tracks[source];
  }
}

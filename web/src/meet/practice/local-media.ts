import type { Device } from '../../devices/chosen-device.ts';
import {
  type Obtained,
  obtainBoth,
  obtainOne,
  obtainScreen,
  type Problem,
} from '../../devices/obtain-media.ts';
import type { MediaState } from './peer-message.ts';

export type Problems = Partial<Record<Device, Problem | undefined>>;

/** This side's microphone, camera and shared screen, which the person turns on and off. */
export class LocalMedia {
  readonly #tracks: Partial<Record<Device | 'screen', MediaStreamTrack>> = {};
  readonly #onChange: () => void;
  #isRequesting = false;
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

  get media(): MediaState {
    const { microphone, camera, screen } = this.#tracks;
    return { microphone: microphone?.enabled === true, camera: Boolean(camera), screen: Boolean(screen) };
  }

  async start() {
    const { microphone, camera } = await obtainBoth();
    this.#take('microphone', microphone);
    this.#take('camera', camera);
  }

  /** Releases the camera, so that its light goes out. A muted microphone stays open, to be back at once. */
  async toggle(device: Device) {
    const track = this.#tracks[device];
    if (!track) return this.#request(async () => this.#take(device, await obtainOne(device)));
    if (device === 'microphone') track.enabled = !track.enabled;
    else this.#drop(device);
    this.#onChange();
  }

  /** Asks again for the devices that failed. */
  retry() {
    const { camera, microphone } = this.problems;
    return camera && microphone
      ? this.#request(() => this.start())
      : this.toggle(camera ? 'camera' : 'microphone');
  }

  async toggleScreen() {
    if (!this.#tracks.screen) return this.#request(async () => this.#keep('screen', await obtainScreen()));
    this.#drop('screen');
    this.#onChange();
  }

  stop() {
    this.#isOver = true;
    for (const source of ['microphone', 'camera', 'screen'] as const) this.#drop(source);
  }

  /** The browser asks for one permission at a time: a second click meanwhile does nothing. */
  async #request(work: () => Promise<void>) {
    if (this.#isRequesting) return;
    this.#isRequesting = true;
    await work().finally(() => {
      this.#isRequesting = false;
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
    // Unplugged, revoked in the browser's settings, or a shared screen stopped with the browser's button.
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

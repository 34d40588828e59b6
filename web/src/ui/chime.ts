import { tryStorage } from '../words/try-storage.ts';

const STORAGE_KEY = 'readyroom.chime';
const OFF = 'off';

/** Whether this browser plays a sound when somebody waits. It does unless the person has switched that off. */
export const isChimeOn = () => tryStorage(() => localStorage.getItem(STORAGE_KEY)) !== OFF;

export const rememberChime = (isOn: boolean) =>
  tryStorage(() => (isOn ? localStorage.removeItem(STORAGE_KEY) : localStorage.setItem(STORAGE_KEY, OFF)));

/** Two soft notes, unless they are switched off. Browsers play no sound before the first click on the page. */
export async function chime() {
  if (!isChimeOn()) return;
  const audio = new AudioContext();
  const volume = new GainNode(audio, { gain: 0 });
  volume.connect(audio.destination);
  for (const [start, frequency] of [
    [0, 660],
    [0.25, 880],
  ] as const) {
    const note = new OscillatorNode(audio, { frequency });
    note.connect(volume);
    note.start(audio.currentTime + start);
    note.stop(audio.currentTime + start + 0.6);
  }
  volume.gain.linearRampToValueAtTime(0.25, audio.currentTime + 0.05);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.9);
  setTimeout(() => void audio.close(), 1_000);
}

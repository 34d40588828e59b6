import { tryStorage } from '../words/try-storage.ts';

export type Device = 'microphone' | 'camera';

/** The camera or microphone that was chosen in the device check, for calls in this browser. */
export interface ChosenDevice {
  deviceId: string;
  label: string;
}

const keyOf = (kind: Device) => `readyroom.${kind}`;

export function chosenDevice(kind: Device) {
  // Only rememberDevice writes it.
  return JSON.parse(tryStorage(() => localStorage.getItem(keyOf(kind))) ?? 'null') as ChosenDevice | null;
}

export const rememberDevice = (kind: Device, { deviceId, label }: ChosenDevice) =>
  tryStorage(() => localStorage.setItem(keyOf(kind), JSON.stringify({ deviceId, label })));

export type Device = 'microphone' | 'camera';

/** The camera or the microphone that somebody chose in the device check, for the calls on this device. */
export interface ChosenDevice {
  deviceId: string;
  label: string;
}

const keyOf = (kind: Device) => `readyroom.${kind}`;

export function chosenDevice(kind: Device) {
  // Only written below.
  return JSON.parse(localStorage.getItem(keyOf(kind)) ?? 'null') as ChosenDevice | null;
}

export const rememberDevice = (kind: Device, { deviceId, label }: ChosenDevice) =>
  localStorage.setItem(keyOf(kind), JSON.stringify({ deviceId, label }));

/** The camera or the microphone that somebody chose in the device check, for the calls on this device. */
export interface ChosenDevice {
  deviceId: string;
  label: string;
}

const keyOf = (kind: 'camera' | 'microphone') => `readyroom.${kind}`;

export function chosenDevice(kind: 'camera' | 'microphone') {
  // Only written below.
  return JSON.parse(localStorage.getItem(keyOf(kind)) ?? 'null') as ChosenDevice | null;
}

export const rememberDevice = (kind: 'camera' | 'microphone', { deviceId, label }: ChosenDevice) =>
  localStorage.setItem(keyOf(kind), JSON.stringify({ deviceId, label }));

import { chosenDevice, type Device } from './chosen-device.ts';

/** Why the browser gives no camera or microphone. */
export type Problem = 'denied' | 'missing' | 'busy' | 'unfit' | 'insecure' | 'unknown';
export type Obtained =
  | { track: MediaStreamTrack; problem?: undefined }
  | { track?: undefined; problem: Problem };

/** 720p, from the device that was chosen in the test of devices, if it is there. */
function constraintsOf(device: Device, deviceId = chosenDevice(device)?.deviceId): MediaStreamConstraints {
  const from = deviceId === undefined ? {} : { deviceId };
  return device === 'microphone'
    ? { audio: from }
    : { video: { ...from, width: { ideal: 1280 }, height: { ideal: 720 } } };
}

/** Both at once, so that the browser asks once; one by one when that fails, since one will do, and so will none. */
export async function obtainBoth(): Promise<Record<Device, Obtained>> {
  const both = await obtain({ ...constraintsOf('microphone'), ...constraintsOf('camera') });
  if ('problem' in both)
    return { microphone: await obtainOne('microphone'), camera: await obtainOne('camera') };
  return { microphone: firstOf(both.getAudioTracks()), camera: firstOf(both.getVideoTracks()) };
}

export async function obtainOne(device: Device, deviceId?: string): Promise<Obtained> {
  const stream = await obtain(constraintsOf(device, deviceId));
  return 'problem' in stream ? stream : firstOf(stream.getTracks());
}

/** Nothing is shared when the person thinks better of it. */
export async function obtainScreen(): Promise<MediaStreamTrack | undefined> {
  try {
    return (await navigator.mediaDevices.getDisplayMedia({ video: true })).getVideoTracks()[0];
  } catch {
    return undefined;
  }
}

/** Phones cannot. */
export const canShareScreen = () =>
  'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices;

async function obtain(constraints: MediaStreamConstraints): Promise<MediaStream | { problem: Problem }> {
  // Browsers hide them from pages that came over plain HTTP.
  if (!('mediaDevices' in navigator)) return { problem: 'insecure' };
  try {
    return await navigator.mediaDevices.getUserMedia(constraints);
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

const firstOf = ([track]: MediaStreamTrack[]): Obtained => (track ? { track } : { problem: 'missing' });

/** By the names of Media Capture and Streams, §10.2. */
function problemOf(error: unknown): Problem {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    case 'OverconstrainedError':
      return 'unfit';
    default:
      return 'unknown';
  }
}

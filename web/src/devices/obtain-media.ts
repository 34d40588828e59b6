import { chosenDevice, type Device } from './chosen-device.ts';

/** Why the browser gives no camera or microphone. */
export type Problem = 'denied' | 'missing' | 'busy' | 'unfit' | 'insecure' | 'unknown';
export type Obtained =
  | { track: MediaStreamTrack; problem?: undefined }
  | { track?: undefined; problem: Problem };

/** 720p, from the device that was chosen in the device check, if it is still there. */
function constraintsOf(device: Device, deviceId = chosenDevice(device)?.deviceId): MediaStreamConstraints {
  const from = deviceId === undefined ? {} : { deviceId };
  return device === 'microphone'
    ? { audio: from }
    : { video: { ...from, width: { ideal: 1280 }, height: { ideal: 720 } } };
}

/**
 * Both at once, so that the browser asks once. If that fails, one by one: a call works with either or none.
 */
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

/** Undefined if the person cancels the browser's dialog. */
export async function obtainScreen(): Promise<MediaStreamTrack | undefined> {
  try {
    return (await navigator.mediaDevices.getDisplayMedia({ video: true })).getVideoTracks()[0];
  } catch {
    return undefined;
  }
}

/** Browsers on phones cannot share the screen. */
export const canShareScreen = () =>
  'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices;

async function obtain(constraints: MediaStreamConstraints): Promise<MediaStream | { problem: Problem }> {
  // Browsers hide the API from pages over plain HTTP.
  if (!('mediaDevices' in navigator)) return { problem: 'insecure' };
  try {
    return await navigator.mediaDevices.getUserMedia(constraints);
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

const firstOf = ([track]: MediaStreamTrack[]): Obtained => (track ? { track } : { problem: 'missing' });

/** By the error names of Media Capture and Streams, §10.2. */
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

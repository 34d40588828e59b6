import { useEffect, useMemo, useState } from 'react';
import type { Device } from './chosen-device.ts';
import { type Obtained, obtainOne } from './obtain-media.ts';

const INPUT = { camera: 'videoinput', microphone: 'audioinput' };

/** A camera or a microphone as a call would get it, for as long as the page shows it; or why there is none. */
export function useMedia(device: Device, deviceId: string | undefined) {
  const [{ track, problem }, setObtained] = useState<Partial<Obtained>>({});
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  useEffect(() => {
    let wanted = true;
    let opened: MediaStreamTrack | undefined;
    setObtained({});
    void obtainOne(device, deviceId).then(async (obtained) => {
      if (!wanted) return obtained.track?.stop();
      opened = obtained.track;
      setObtained(obtained);
      // They have names only once one of them may be used.
      if (opened)
        setDevices(
          (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === INPUT[device]),
        );
    });
    return () => {
      wanted = false;
      opened?.stop();
    };
  }, [device, deviceId]);
  const stream = useMemo(() => (track ? new MediaStream([track]) : undefined), [track]);
  return { stream, problem, devices };
}

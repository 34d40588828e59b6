import { useEffect, useMemo, useState } from 'react';
import type { Device } from './chosen-device.ts';
import { type Obtained, obtainOne } from './obtain-media.ts';

const INPUT = { camera: 'videoinput', microphone: 'audioinput' };

/** Opens a camera or a microphone as a call would, while the component is mounted. */
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
      // Devices have labels only after the browser has granted one.
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

import { useEffect, useState } from 'react';
import type { PortalWords } from '../words/portal/en.ts';

export type MediaProblem = keyof PortalWords['device'];

const NAMED: MediaProblem[] = ['NotAllowedError', 'NotFoundError', 'NotReadableError', 'OverconstrainedError'];

/** A camera or a microphone, for as long as the page shows it; or why there is none (Media Capture and Streams, W3C). */
export function useMedia(kind: 'video' | 'audio', deviceId?: string) {
  const [stream, setStream] = useState<MediaStream>();
  const [problem, setProblem] = useState<MediaProblem>();
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  useEffect(() => {
    let opened: MediaStream | undefined;
    let wanted = true;
    const stop = () => {
      for (const track of opened?.getTracks() ?? []) track.stop();
    };
    const open = async () => {
      opened = await navigator.mediaDevices.getUserMedia({ [kind]: deviceId ? { deviceId } : true });
      if (!wanted) return stop();
      setStream(opened);
      // They have names only once one of them may be used.
      setDevices((await navigator.mediaDevices.enumerateDevices()).filter((device) => device.kind === `${kind}input`));
    };
    setStream(undefined);
    setProblem(undefined);
    if (navigator.mediaDevices) open().catch((error: unknown) => wanted && setProblem(problemOf(error)));
    else setProblem('insecure');
    return () => {
      wanted = false;
      stop();
    };
  }, [kind, deviceId]);
  return { stream, problem, devices };
}

const problemOf = (error: unknown) => NAMED.find((name) => error instanceof Error && error.name === name) ?? 'other';

import { useEffect, useRef, useState } from 'react';
import { useWords } from '../words/portal.ts';
import { CheckResult } from './CheckResult.tsx';
import { chosenDevice } from './chosen-device.ts';
import { DeviceChoice } from './DeviceChoice.tsx';
import { problemWords } from './problem-words.ts';
import { useMedia } from './use-media.ts';

/** Shows the camera's picture, as a mirror would. */
export function CameraCheck() {
  const all = useWords();
  const { check: words, loading } = all;
  const [chosen, choose] = useState(() => chosenDevice('camera')?.deviceId);
  const { stream, problem, devices } = useMedia('camera', chosen);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream ?? null;
  }, [stream]);
  return (
    <CheckResult
      name={words.camera}
      result={problem ? 'bad' : stream && 'good'}
      says={problem ? problemWords(all, problem) : stream ? words.cameraGood : loading}
    >
      {stream && (
        <video ref={video} className="mirror" aria-label={words.camera} autoPlay muted playsInline />
      )}
      <DeviceChoice kind="camera" name={words.camera} devices={devices} value={chosen} onChange={choose} />
    </CheckResult>
  );
}

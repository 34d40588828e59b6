import { useEffect, useState } from 'react';
import { useWords } from '../words/portal.ts';
import { CheckResult } from './CheckResult.tsx';
import { chosenDevice } from './chosen-device.ts';
import { DeviceChoice } from './DeviceChoice.tsx';
import { useMedia } from './use-media.ts';

/** Quiet rooms stay below this, voices do not. Of 1. */
const VOICE = 0.02;

/** Shows how loud the microphone hears whoever speaks. */
export function MicrophoneCheck() {
  const { check: words, device, loading } = useWords();
  const [chosen, choose] = useState(() => chosenDevice('microphone')?.deviceId);
  const { stream, problem, devices } = useMedia('microphone', chosen);
  const { level, heard } = useLevel(stream);
  const says = problem
    ? device[problem]
    : !stream
      ? loading
      : heard
        ? words.microphoneGood
        : words.microphoneAsk;
  return (
    <CheckResult name={words.microphone} result={problem ? 'bad' : heard ? 'good' : undefined} says={says}>
      {stream && (
        <meter className="level" aria-label={words.level} min={0} max={1} value={Math.min(1, level * 4)} />
      )}
      <DeviceChoice
        kind="microphone"
        name={words.microphone}
        devices={devices}
        value={chosen}
        onChange={choose}
      />
    </CheckResult>
  );
}

/** The loudness of a stream (root mean square of its samples, 0 to 1), and whether there ever was a voice. */
function useLevel(stream: MediaStream | undefined) {
  const [level, setLevel] = useState(0);
  const [heard, setHeard] = useState(false);
  useEffect(() => {
    if (!stream) return;
    const audio = new AudioContext();
    void audio.resume();
    // Some 90 ms of sound at each look, so that none goes unheard between two of them.
    const analyser = new AnalyserNode(audio, { fftSize: 4096 });
    audio.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const loudness = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
      setLevel(loudness);
      if (loudness > VOICE) setHeard(true);
    }, 100);
    return () => {
      clearInterval(timer);
      void audio.close();
    };
  }, [stream]);
  return { level, heard };
}

import { useEffect, useState } from 'react';
import { useWords } from '../words/portal.ts';
import { CheckResult } from './CheckResult.tsx';
import { chosenDevice } from './chosen-device.ts';
import { DeviceChoice } from './DeviceChoice.tsx';
import { problemWords } from './problem-words.ts';
import { useMedia } from './use-media.ts';

/** Browsers that find no sound output never start to measure. Others start at once. */
const STARTS_WITHIN_MS = 2_000;
/** Of 1. Voices are louder, quiet rooms are not. */
const VOICE_LEVEL = 0.02;

/** Shows the microphone's level. */
export function MicrophoneCheck() {
  const all = useWords();
  const { check: words, loading } = all;
  const [chosen, choose] = useState(() => chosenDevice('microphone')?.deviceId);
  const { stream, problem, devices } = useMedia('microphone', chosen);
  const { level, heard, isStuck } = useLevel(stream);
  const says = problem
    ? problemWords(all, problem)
    : !stream
      ? loading
      : heard
        ? words.microphoneGood
        : isStuck
          ? words.microphoneUnheard
          : words.microphoneAsk;
  const result = problem ? 'bad' : heard ? 'good' : isStuck ? 'warn' : undefined;
  return (
    <CheckResult name={words.microphone} result={result} says={says}>
      {stream && !isStuck && (
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

/**
 * A stream's loudness (root mean square of its samples, 0 to 1), whether a voice was ever heard, and whether
 * the browser does not measure at all.
 */
function useLevel(stream: MediaStream | undefined) {
  const [level, setLevel] = useState(0);
  const [heard, setHeard] = useState(false);
  const [isStuck, setStuck] = useState(false);
  useEffect(() => {
    if (!stream) return;
    setStuck(false);
    const audio = new AudioContext();
    void audio.resume();
    // Each read covers some 90 ms, so that hardly any sound falls between two reads.
    const analyser = new AnalyserNode(audio, { fftSize: 4096 });
    audio.createMediaStreamSource(stream).connect(analyser);
    const stuckTimer = setTimeout(() => setStuck(audio.state !== 'running'), STARTS_WITHIN_MS);
    const samples = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const loudness = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
      setLevel(loudness);
      if (loudness > VOICE_LEVEL) setHeard(true);
    }, 100);
    return () => {
      clearInterval(timer);
      clearTimeout(stuckTimer);
      void audio.close();
    };
  }, [stream]);
  return { level, heard, isStuck };
}

import { useState } from 'react';
import { useWords } from '../words/portal.ts';
import { CameraCheck } from './CameraCheck.tsx';
import { ConnectionCheck } from './ConnectionCheck.tsx';
import './devices.css';
import { MicrophoneCheck } from './MicrophoneCheck.tsx';
import { SpeakerCheck } from './SpeakerCheck.tsx';

/** Checks each device by itself, so that a missing one does not hide that the others work. */
export function DeviceCheck() {
  const { check: words } = useWords();
  const [round, setRound] = useState(1);
  return (
    <section className="card" aria-label={words.title}>
      <p className="soft">{words.lead}</p>
      <div key={round} className="checks">
        <CameraCheck />
        <MicrophoneCheck />
        <SpeakerCheck />
        <ConnectionCheck />
      </div>
      <div>
        <button type="button" className="button" onClick={() => setRound(round + 1)}>
          {words.again}
        </button>
      </div>
    </section>
  );
}

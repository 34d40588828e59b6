import { useState } from 'react';
import { chime } from '../ui/chime.ts';
import { useWords } from '../words/portal.ts';
import { CheckResult } from './CheckResult.tsx';

/** Plays a sound. Only the person can tell whether they heard it. */
export function SpeakerCheck() {
  const { check: words } = useWords();
  const [played, setPlayed] = useState(false);
  const [heard, setHeard] = useState<boolean>();
  const play = () => {
    setHeard(undefined);
    setPlayed(true);
    void chime();
  };
  const says =
    { true: words.speakerGood, false: words.speakerBad }[String(heard)] ??
    (played ? words.speakerAsk : words.waiting);
  return (
    <CheckResult
      name={words.speaker}
      result={heard === undefined ? undefined : heard ? 'good' : 'bad'}
      says={says}
    >
      <div className="row">
        <button type="button" className="button" onClick={play}>
          {words.play}
        </button>
        {played && (
          <>
            <button
              type="button"
              className="button"
              aria-pressed={heard === true}
              onClick={() => setHeard(true)}
            >
              {words.yes}
            </button>
            <button
              type="button"
              className="button"
              aria-pressed={heard === false}
              onClick={() => setHeard(false)}
            >
              {words.no}
            </button>
          </>
        )}
      </div>
    </CheckResult>
  );
}

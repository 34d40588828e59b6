import { useEffect, useRef } from 'react';
import { useWords } from '../words/meeting.ts';

export type Ending = 'left' | 'takenOver' | 'expired';

/** After the meeting: how it ended, and the way back if there is one. */
export function Over({ ending, onRejoin }: { ending: Ending; onRejoin(): void }) {
  const { title, body, again } = useWords().over[ending];
  const heading = useRef<HTMLHeadingElement>(null);
  // What was focused is gone; a keyboard goes on from here, and a screen reader reads it.
  useEffect(() => heading.current?.focus(), []);
  return (
    <main className="message">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p>{body}</p>
      {again && (
        <div>
          <button type="button" className="button primary big" onClick={onRejoin}>
            {again}
          </button>
        </div>
      )}
    </main>
  );
}

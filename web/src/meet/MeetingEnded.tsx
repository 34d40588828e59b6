import { useEffect, useRef } from 'react';
import { useWords } from '../words/meeting.ts';
import type { SocketEnd } from './visit-socket.ts';

export type EndReason = 'left' | SocketEnd;

/** After the meeting: why it ended, and a button to rejoin if that is possible. */
export function MeetingEnded({ reason, onRejoin }: { reason: EndReason; onRejoin?(): void }) {
  const { title, body, again } = useWords().over[reason];
  const heading = useRef<HTMLHeadingElement>(null);
  // The focused button is gone. Keyboards continue here, and screen readers read the heading.
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

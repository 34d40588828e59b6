import { useEffect, useState } from 'react';
import { useWords } from '../../words/meeting.ts';
import type { JitsiFacts } from '../facts.ts';
import { type EndReason, MeetingEnded } from '../MeetingEnded.tsx';
import { notifyParent } from '../notify-parent.ts';
import { useFreshToken } from '../use-fresh-token.ts';
import { openVisitSocket } from '../visit-socket.ts';
import { JitsiFrame } from './JitsiFrame.tsx';

/** The visit on the organization's own Jitsi server. */
export default function JitsiRoom({ facts }: { facts: JitsiFacts }) {
  // In a frame of our own origin the server's pages could read this one. The server refuses such an address,
  // as far as it knows its own.
  const isForeign = new URL(facts.jitsi.serverUrl).origin !== window.location.origin;
  const [state, setState] = useState<'in' | 'failed' | EndReason>(isForeign ? 'in' : 'failed');
  useVisitEnd(facts, setState);
  useEffect(() => {
    if (state !== 'in') notifyParent(state === 'failed' ? 'failed' : state === 'left' ? 'left' : 'ended');
  }, [state]);

  if (state === 'in')
    return <JitsiFrame facts={facts} onLeft={() => setState('left')} onFailed={() => setState('failed')} />;
  if (state === 'failed') return <Unreachable onRetry={() => window.location.reload()} />;
  // The server judges the link again.
  return <MeetingEnded reason={state} onRejoin={() => window.location.reload()} />;
}

/** Jitsi goes on after the visit has ended here. Our server tells of the end, and the frame is closed. */
function useVisitEnd({ roomName, until: firstUntil }: JitsiFacts, onEnd: (reason: EndReason) => void) {
  const [until, setUntil] = useState(() => new Date(firstUntil));
  // The token admits to Jitsi once. A fresh one is for coming back, and for being told of the end.
  useFreshToken(setUntil);
  useEffect(() => {
    const socket = openVisitSocket({
      roomName,
      kind: 'watch',
      until,
      // Jitsi disconnects nobody whose token expires.
      onEnd: (reason) => reason !== 'expired' && onEnd(reason),
    });
    return socket.close;
  }, [roomName, until, onEnd]);
}

function Unreachable({ onRetry }: { onRetry(): void }) {
  const { jitsi: words, tryAgain } = useWords();
  return (
    <main className="message">
      <div role="alert" className="stack">
        <h1>{words.failedTitle}</h1>
        <p>{words.failedBody}</p>
        <div>
          <button type="button" className="button primary big" onClick={onRetry}>
            {tryAgain}
          </button>
        </div>
      </div>
    </main>
  );
}

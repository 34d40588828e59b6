import { useEffect, useState } from 'react';
import { useWords } from '../../words/meeting.ts';
import type { JitsiFacts } from '../facts.ts';
import { MeetingEnded } from '../MeetingEnded.tsx';
import { notifyParent } from '../notify-parent.ts';
import { useFreshToken } from '../use-fresh-token.ts';
import { JitsiFrame } from './JitsiFrame.tsx';

const ignore = () => undefined;

/** The visit on the organization's own Jitsi server. */
export default function JitsiRoom({ facts }: { facts: JitsiFacts }) {
  // In a frame of our own origin the server's pages could read this one. The server refuses such an address,
  // as far as it knows its own.
  const isForeign = new URL(facts.jitsi.serverUrl).origin !== window.location.origin;
  const [state, setState] = useState<'in' | 'left' | 'failed'>(isForeign ? 'in' : 'failed');
  // The token admits to Jitsi only once. The fresh one is for coming back.
  useFreshToken(ignore);
  useEffect(() => {
    if (state === 'failed') notifyParent('failed');
  }, [state]);

  if (state === 'in')
    return <JitsiFrame facts={facts} onLeft={() => setState('left')} onFailed={() => setState('failed')} />;
  // The server judges the link again.
  if (state === 'left') return <MeetingEnded reason="left" onRejoin={() => window.location.reload()} />;
  return <Unreachable onRetry={() => window.location.reload()} />;
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

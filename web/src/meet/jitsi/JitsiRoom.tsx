import { useEffect, useState } from 'react';
import { useWords } from '../../words/meeting.ts';
import type { JitsiFacts } from '../facts.ts';
import { MeetingEnded } from '../MeetingEnded.tsx';
import { notifyParent } from '../notify-parent.ts';
import { JitsiFrame } from './JitsiFrame.tsx';
import { loadExternalApi } from './load-external-api.ts';

/** The visit on the organization's own Jitsi server. */
export default function JitsiRoom({ facts }: { facts: JitsiFacts }) {
  const { jitsi: words, tryAgain } = useWords();
  const [state, setState] = useState<'loading' | 'in' | 'left' | 'failed'>('loading');
  const { serverUrl } = facts.jitsi;

  useEffect(() => {
    if (state !== 'loading') return;
    loadExternalApi(serverUrl).then(
      () => setState('in'),
      () => {
        setState('failed');
        notifyParent('failed');
      },
    );
  }, [state, serverUrl]);

  if (state === 'in') return <JitsiFrame facts={facts} onLeft={() => setState('left')} />;
  if (state === 'left') return <MeetingEnded reason="left" onRejoin={() => setState('in')} />;
  return (
    <main className="message">
      {state === 'loading' ? (
        <p role="status">{words.loading}</p>
      ) : (
        <div role="alert" className="stack">
          <h1>{words.failedTitle}</h1>
          <p>{words.failedBody}</p>
          <div>
            <button type="button" className="button primary big" onClick={() => setState('loading')}>
              {tryAgain}
            </button>
          </div>
        </div>
      )}
    </main>
  );
}

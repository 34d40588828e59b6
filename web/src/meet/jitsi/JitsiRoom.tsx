import { useEffect, useState } from 'react';
import { useWords } from '../../words/meeting.ts';
import type { JitsiFacts } from '../facts.ts';
import { Over } from '../Over.tsx';
import { tellParent } from '../tell-parent.ts';
import { JitsiFrame } from './JitsiFrame.tsx';
import { loadExternalApi } from './load-external-api.ts';

/** The visit in the organization's own Jitsi. */
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
        tellParent('failed');
      },
    );
  }, [state, serverUrl]);

  if (state === 'in') return <JitsiFrame facts={facts} onLeft={() => setState('left')} />;
  if (state === 'left') return <Over ending="left" onRejoin={() => setState('in')} />;
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

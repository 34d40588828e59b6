import { lazy, Suspense, useEffect } from 'react';
import { useWords } from '../words/meeting.ts';
import type { MeetingFacts } from './facts.ts';
import { Refused } from './Refused.tsx';

// A meeting loads only the kind of room that it uses.
const PracticeRoom = lazy(() => import('./practice/PracticeRoom.tsx'));
const JitsiRoom = lazy(() => import('./jitsi/JitsiRoom.tsx'));

/** The meeting of this page, or why the link was refused. */
export function Meeting({ facts }: { facts: MeetingFacts }) {
  const { title, status } = useWords();
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <Suspense fallback={<p className="unseen">{status.connecting}</p>}>
      {'refused' in facts ? (
        <Refused facts={facts} />
      ) : 'jitsi' in facts ? (
        <JitsiRoom facts={facts} />
      ) : (
        <PracticeRoom facts={facts} />
      )}
    </Suspense>
  );
}

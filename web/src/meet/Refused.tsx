import { useEffect } from 'react';
import { useWords } from '../words/meeting.ts';
import type { RefusedFacts } from './facts.ts';
import { MeetingEnded } from './MeetingEnded.tsx';
import { notifyParent } from './notify-parent.ts';
import { useFreshToken } from './use-fresh-token.ts';

/** Why the link was refused, and what to do. */
export function Refused({ facts }: { facts: RefusedFacts }) {
  const { refused } = useWords();
  const hasEnded = facts.refused === 'ENDED';
  useEffect(() => notifyParent(hasEnded ? 'ended' : 'failed'), [hasEnded]);
  useFreshToken(() => window.location.reload());
  if (facts.refused === 'ENDED') return <MeetingEnded reason="ended" />;
  return (
    <main className="message">
      <h1>{refused.title}</h1>
      <p>{refused[facts.refused]}</p>
      <p className="soft">{refused.help}</p>
    </main>
  );
}

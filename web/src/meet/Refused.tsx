import { useEffect } from 'react';
import { useWords } from '../words/meeting.ts';
import type { RefusedFacts } from './facts.ts';
import { tellParent } from './tell-parent.ts';

/** Why the link does not lead into the visit, and what to do instead. */
export function Refused({ facts }: { facts: RefusedFacts }) {
  const { refused } = useWords();
  useEffect(() => tellParent('failed'), []);
  return (
    <main className="message">
      <h1>{refused.title}</h1>
      <p>{refused[facts.refused]}</p>
      <p className="soft">{refused.help}</p>
    </main>
  );
}

import { useEffect, useState } from 'react';
import { useWords } from '../../words/meeting.ts';
import type { PracticeFacts } from '../facts.ts';
import { notifyParent } from '../notify-parent.ts';
import { useFreshToken } from '../use-fresh-token.ts';
import { MeetingView } from './MeetingView.tsx';

/** The practice room. Entering again after leaving is a new meeting. */
export default function PracticeRoom({ facts }: { facts: PracticeFacts }) {
  const [attempt, setAttempt] = useState(0);
  const [until, setUntil] = useState(() => new Date(facts.until));
  useFreshToken(setUntil);
  if (!('RTCPeerConnection' in window)) return <Unsupported />;
  return <MeetingView key={attempt} facts={facts} until={until} onRejoin={() => setAttempt(attempt + 1)} />;
}

/** Some browsers lack WebRTC, and some people turn it off. */
function Unsupported() {
  const { unsupported: words } = useWords();
  useEffect(() => notifyParent('failed'), []);
  return (
    <main className="message">
      <h1>{words.title}</h1>
      <p>{words.body}</p>
    </main>
  );
}

import { useState } from 'react';
import type { PracticeFacts } from '../facts.ts';
import { MeetingView } from './MeetingView.tsx';

/** The practice room. Entering again after leaving is a new meeting. */
export default function PracticeRoom({ facts }: { facts: PracticeFacts }) {
  const [attempt, setAttempt] = useState(0);
  return <MeetingView key={attempt} facts={facts} onRejoin={() => setAttempt(attempt + 1)} />;
}

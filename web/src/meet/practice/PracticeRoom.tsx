import { useState } from 'react';
import type { PracticeFacts } from '../facts.ts';
import { Stay } from './Stay.tsx';

/** The practice room. Coming back after leaving is a stay of its own. */
export default function PracticeRoom({ facts }: { facts: PracticeFacts }) {
  const [stay, setStay] = useState(0);
  return <Stay key={stay} facts={facts} onRejoin={() => setStay(stay + 1)} />;
}

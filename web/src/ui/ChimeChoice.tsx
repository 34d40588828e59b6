import { useState } from 'react';
import { useWords } from '../words/portal.ts';
import { chime, isChimeOn, rememberChime } from './chime.ts';

/** Switches the sound on or off in this browser. Switching it on plays it once. */
export function ChimeChoice() {
  const { nav } = useWords();
  const [isOn, setOn] = useState(isChimeOn);
  const choose = (chosen: boolean) => {
    rememberChime(chosen);
    setOn(chosen);
    if (chosen) void chime().catch(() => undefined); // a device without sound
  };
  return (
    <label className="language">
      <input type="checkbox" checked={isOn} onChange={({ target }) => choose(target.checked)} />
      <span>{nav.chime}</span>
    </label>
  );
}

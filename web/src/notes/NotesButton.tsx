import type { Ref } from 'react';
import { useWords } from '../words/portal.ts';
import type { NoteState } from './autosave.ts';

interface Props {
  ref: Ref<HTMLButtonElement>;
  status: NoteState['status'];
  isOpen: boolean;
  onClick: () => void;
}

const TONE: Partial<Record<NoteState['status'], string>> = {
  offline: 'warn',
  refused: 'bad',
  conflict: 'warn',
};

/** Opens the notes where they are a sheet over the call, and says there what hinders them while it is closed. */
export function NotesButton({ ref, status, isOpen, onClick }: Props) {
  const { notes: words } = useWords();
  const tone = TONE[status];
  const problem = tone && (status === 'conflict' ? words.twoVersions : words.unsaved);
  return (
    <>
      <button
        ref={ref}
        type="button"
        className="button notes-button"
        aria-expanded={isOpen}
        aria-controls="notes"
        onClick={onClick}
      >
        {words.show} {problem && <span className={`badge ${tone}`}>{problem}</span>}
      </button>
      <span role="status" className="unseen">
        {problem}
      </span>
    </>
  );
}

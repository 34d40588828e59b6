import { useEffect, useRef } from 'react';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { timeOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';
import { SECTIONS } from './merge-notes.ts';
import { NoteConflict } from './NoteConflict.tsx';
import './notes.css';
import type { Note } from './use-note.ts';

interface Props {
  note: Note;
  isOpen: boolean;
  onClose: () => void;
}

/** The notes beside the call. On a phone they are a sheet that covers it. */
export function SoapPanel({ note, isOpen, onClose }: Props) {
  const { notes: words } = useLocale().words;
  const panel = useRef<HTMLElement>(null);
  const { conflicts, stored } = note;
  const isResolving = conflicts.length > 0;
  const wasResolving = useRef(false);
  useEffect(() => {
    // The button that had the focus is gone, so the panel takes it.
    if (wasResolving.current && !isResolving) panel.current?.focus();
    wasResolving.current = isResolving;
  }, [isResolving]);
  return (
    <section ref={panel} tabIndex={-1} className={`notes ${isOpen ? 'open' : ''}`} aria-label={words.title}>
      <div id="notes" className="notes-body">
        <div className="row spread">
          <h2>{words.title}</h2>
          <NoteStatus note={note} />
          <button type="button" className="button notes-close" onClick={onClose}>
            {words.hide}
          </button>
        </div>
        {note.error && <ErrorNotice error={note.error} retry={note.flush} />}
        {isResolving && stored && (
          <NoteConflict
            sections={conflicts}
            mine={note.draft}
            theirs={stored}
            onKeepMine={note.keepMine}
            onTakeTheirs={note.takeTheirs}
          />
        )}
        {SECTIONS.filter((section) => !conflicts.includes(section)).map((section) => (
          <label key={section} className="field">
            <span>{words[section]}</span>
            <textarea
              value={note.draft[section]}
              rows={4}
              maxLength={20_000}
              placeholder={words.hint[section]}
              onChange={({ target }) => note.write(section, target.value)}
            />
          </label>
        ))}
      </div>
    </section>
  );
}

function NoteStatus({ note: { status, stored } }: { note: Note }) {
  const { language, words } = useLocale();
  const saved = stored ? words.notes.saved(timeOf(stored.savedAt, language)) : words.notes.clean;
  const text = {
    clean: saved,
    saved,
    typing: words.notes.typing,
    saving: words.notes.saving,
    offline: words.notes.offline,
    refused: words.notes.refused,
    conflict: words.notes.conflict,
  }[status];
  const tone = {
    clean: 'soft',
    saved: 'soft',
    typing: 'soft',
    saving: 'soft',
    offline: 'notice warn',
    refused: 'notice bad',
    conflict: 'unseen',
  };
  return (
    <p role="status" className={`small ${tone[status]}`}>
      {text}
    </p>
  );
}
